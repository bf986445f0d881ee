using System.Text.RegularExpressions;
using System.Xml.Linq;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Core.Tests;

/// <summary>Which project may refer to which, and names that say nothing.</summary>
public sealed partial class RepositoryLayoutTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["WinBack.Core"] = [],
        ["WinBack.Storage"] = ["WinBack.Core"],
        ["WinBack.Azure"] = ["WinBack.Core", "WinBack.Storage"],
        ["WinBack.Functions"] = ["WinBack.Azure", "WinBack.Core", "WinBack.Storage"],
        ["WinBack.Local"] = ["WinBack.Core", "WinBack.Functions", "WinBack.Storage"],
    };

    [Fact]
    public void SourceProjects_AreThoseOfTheDesign() => Assert.Equal(
        Allowed.Keys.Order(), Repository.Files("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Fact]
    public void SourceProjects_ReferToExactlyWhatTheDesignAllows() => Assert.All(
        Allowed, entry => Assert.Equal(entry.Value, ReferencesIn(Repository.Read($"src/{entry.Key}/{entry.Key}.csproj"))));

    [Fact]
    public void TestProjects_ReferToWhatTheyTestAndTheTestKit() => Assert.All(
        Repository.Files("tests", "*.Tests.csproj"),
        file => Assert.Equal(
            [Path.GetFileNameWithoutExtension(file).Replace(".Tests", "", StringComparison.Ordinal), "WinBack.TestKit"],
            // A killed host's last life runs in the tests of the local host.
            ReferencesIn(Repository.Read(file)).Where(name => name != "WinBack.CrashHost" || !file.EndsWith("WinBack.Local.Tests.csproj", StringComparison.Ordinal))));

    [Fact]
    public void ReferencesIn_AnyKindOfReference_IsSeen() => Assert.Equal(
        ["WinBack.Core", "WinBack.Local", "WinBack.Storage"],
        ReferencesIn("""
            <Project>
              <ItemGroup>
                <ProjectReference Include="../WinBack.Storage/WinBack.Storage.csproj" />
                <ProjectReference Include="..\WinBack.Core\WinBack.Core.csproj" Condition="false" />
                <Reference Include="WinBack.Local" />
              </ItemGroup>
            </Project>
            """));

    [Fact]
    public void Names_OfFilesAndFolders_SayWhatIsInside() => Assert.Empty(
        from root in new[] { "src", "tests" }
        from file in Repository.Files(root, "*")
        where SaysNothing(file)
        select file);

    [Theory]
    [InlineData("src/WinBack.Core/Common/Money.cs", true)]
    [InlineData("src/WinBack.Core/Users/Helpers.cs", true)]
    [InlineData("src/WinBack.Core/Users/StringUtils.cs", true)]
    [InlineData("src/WinBack.Shared/Users/User.cs", true)]
    [InlineData("src/WinBack.Core/Sending/TouchManagerTests.cs", true)]
    [InlineData("src/WinBack.Core/Sending/UncommonTouch.cs", false)]
    [InlineData("src/WinBack.Core/Sending/SharedLink.cs", true)]
    public void SaysNothing_ByWord_IsSeen(string path, bool expected) => Assert.Equal(expected, SaysNothing(path));

    private static IEnumerable<string> ReferencesIn(string project) =>
        from element in XDocument.Parse(project).Descendants()
        where element.Name.LocalName is "ProjectReference" or "Reference"
        let path = element.Attribute("Include")!.Value.Replace('\\', '/')
        orderby path.Split('/')[^1]
        select path.Split('/')[^1].Replace(".csproj", "", StringComparison.Ordinal);

    private static bool SaysNothing(string path) => EmptyWord().IsMatch(path);

    [GeneratedRegex("(?<![A-Za-z])(?:[A-Z][a-z0-9]*)*(?:Common|Shared|Utils?|Utility|Utilities|Helpers?|Managers?)(?![a-z])")]
    private static partial Regex EmptyWord();
}
