using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Functions.Tests.Build;

/// <summary>The swap of Azure packages for their API subset stays in one place, and nothing else knows of it.</summary>
public sealed partial class AzurePackagesTests
{
    private const string SubsetFolder = "eng/azure-api";

    [Fact]
    public void Source_OfTheSwap_KnowsNothing() => Assert.Empty(
        from file in Repository.Files("src", "*")
        from finding in Findings(file, Repository.Read(file))
        select finding);

    [Theory]
    [InlineData("<ProjectReference Include=\"../../eng/azure-api/X/X.csproj\" />")]
    [InlineData("<PropertyGroup Condition=\"'$(AzurePackages)' == 'nuget'\" />")]
    [InlineData("if (host is Subset.Host)")]
    [InlineData("#if DEBUG")]
    [InlineData("using System;\n  # if !NUGET")]
    [InlineData("#elif NUGET")]
    public void Findings_OfTheSwap_AreSeen(string source) => Assert.Single(Findings("src/A.cs", source));

    [Theory]
    [InlineData("#pragma warning disable RS0030 // the one place that names the real clock")]
    [InlineData("<AzurePackage Include=\"Microsoft.Azure.Functions.Worker\" />")]
    [InlineData("// colour #iffy")]
    public void Findings_InOtherText_AreNone(string source) => Assert.Empty(Findings("src/A.cs", source));

    [Fact]
    public void SubsetProjects_BearTheIdOfTheirPackage() => Assert.Empty(
        from file in Repository.Files(SubsetFolder, "*.csproj")
        where !BearsPackageId(file, Repository.Read(file))
        select file);

    [Theory]
    [InlineData("eng/azure-api/A.B/A.B.csproj", "<Project />", true)]
    [InlineData("eng/azure-api/A.B/A.C.csproj", "<Project />", false)]
    [InlineData("eng/azure-api/Old/A.B/A.B.csproj", "<Project />", false)]   // the swap looks one level down
    [InlineData("eng/azure-api/A.B/A.B.csproj", "<Project><PropertyGroup><AssemblyName>A.C</AssemblyName></PropertyGroup></Project>", false)]
    public void BearsPackageId_ByFolderFileAndAssembly_IsJudged(string path, string project, bool expected) =>
        Assert.Equal(expected, BearsPackageId(path, project));

    [Fact]
    public void EveryAzurePackage_HasAVersionAndASubsetProject()
    {
        var wanted = (from file in Repository.Files("src", "*.csproj")
                      from package in Included(Repository.Read(file), "AzurePackage")
                      select package).ToHashSet();
        Assert.NotEmpty(wanted);
        Assert.Subset(Included(Repository.Read("Directory.Packages.props"), "PackageVersion").ToHashSet(), wanted);
        Assert.Subset(SubsetProjects().ToHashSet(), wanted);
    }

    [Fact]
    public void Solution_LeavesTheSubsetOut() =>   // or a build with the real packages would build both
        Assert.DoesNotContain("azure-api", Repository.Read("WinBack.Functions.sln"), StringComparison.Ordinal);

    [Theory]
    [InlineData("nuget", "PackageReference", "ProjectReference")]
    [InlineData("subset", "ProjectReference", "PackageReference")]
    public async Task FunctionsProject_InEitherMode_RefersToOneKindOnly(string mode, string used, string unused)
    {
        var wanted = Included(Repository.Read("src/WinBack.Functions/WinBack.Functions.csproj"), "AzurePackage");
        var items = await Evaluate("src/WinBack.Functions", mode);
        Assert.Subset(Names(items, used), wanted.ToHashSet());
        Assert.DoesNotContain(Names(items, unused), name => wanted.Contains(name));
    }

    private static IEnumerable<string> Findings(string path, string source) =>
        from match in SwapWord().Matches(source)
        select $"{path}: {match.Value.Trim()}";

    private static bool BearsPackageId(string path, string project)
    {
        var id = Path.GetFileNameWithoutExtension(path);
        return path == $"{SubsetFolder}/{id}/{id}.csproj" && !project.Contains("<AssemblyName>", StringComparison.Ordinal);
    }

    private static IEnumerable<string> SubsetProjects() =>
        Repository.Files(SubsetFolder, "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file));

    private static List<string> Included(string project, string item) =>
        [.. XDocument.Parse(project).Descendants(item).Select(element => element.Attribute("Include")!.Value)];

    private static HashSet<string> Names(JsonElement items, string kind) =>
        [.. items.GetProperty(kind).EnumerateArray().Select(item =>
            item.GetProperty("Identity").GetString()!.Replace('\\', '/').Split('/')[^1].Replace(".csproj", "", StringComparison.Ordinal))];

    private static async Task<JsonElement> Evaluate(string project, string mode)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        foreach (var argument in new[] { "msbuild", project, "-getItem:PackageReference,ProjectReference", $"-p:AzurePackages={mode}" })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return JsonDocument.Parse(output).RootElement.GetProperty("Items");
    }

    [GeneratedRegex(@"(?i)azure-api|AzurePackages|\bsubset|^\s*#\s*(?:if|elif)\b", RegexOptions.Multiline)]
    private static partial Regex SwapWord();
}
