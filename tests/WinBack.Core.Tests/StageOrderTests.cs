using System.Text.RegularExpressions;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Core.Tests;

/// <summary>The flow of the design, as a test: a stage uses the stages before it and never one after it.</summary>
public sealed partial class StageOrderTests
{
    private static readonly string[] Flow =
        ["Events", "Users", "Campaigns", "Lapse", "Sequences", "Sending", "Outcomes", "Reporting"];

    // Below every stage: may be used by all of them and uses none.
    private static readonly string[] Foundations = ["Tables", "Telemetry"];

    [Theory]
    [InlineData("Core")]
    [InlineData("Storage")]
    public void EveryStage_UsesOnlyItselfAndStagesBeforeIt(string project) => Assert.Empty(
        from file in Repository.Files($"src/WinBack.{project}", "*.cs")
        from violation in Violations(file, Repository.Read(file))
        select violation);

    [Theory]
    [InlineData("Core")]
    [InlineData("Storage")]
    public void GlobalUsings_InAProject_NameNoStage(string project) =>   // they would hide a use from the text of the file
        Assert.DoesNotContain("<Using ", Repository.Read($"src/WinBack.{project}/WinBack.{project}.csproj"), StringComparison.Ordinal);

    [Fact]
    public void Violations_OfTheOrder_AreSeen()
    {
        Assert.Equal(
            ["src/WinBack.Core/Lapse/Due.cs uses Sending, which comes after Lapse"],
            Violations("src/WinBack.Core/Lapse/Due.cs", "using WinBack.Core.Sending;\nnamespace WinBack.Core.Lapse;"));
        Assert.Equal(
            ["src/WinBack.Storage/Tables/A.cs uses Events, which comes after Tables"],
            Violations("src/WinBack.Storage/Tables/A.cs", "namespace WinBack.Storage.Tables;\nusing WinBack.Core.Events;"));
        Assert.Equal(
            ["src/WinBack.Core/Stray/A.cs is in no stage"],
            Violations("src/WinBack.Core/Stray/A.cs", "namespace WinBack.Core.Stray;"));
        Assert.Equal(
            ["src/WinBack.Core/A.cs is in no stage"], Violations("src/WinBack.Core/A.cs", "namespace WinBack.Core;"));
        Assert.Equal(
            ["src/WinBack.Core/Events/A.cs is not in namespace WinBack.Core.Events"],
            Violations("src/WinBack.Core/Events/A.cs", "namespace WinBack.Core.Event;"));
    }

    [Fact]
    public void Violations_OfUpstreamUse_AreNone() => Assert.Empty(Violations(
        "src/WinBack.Storage/Lapse/Due.cs",
        "using WinBack.Core.Events;\nusing WinBack.Core.Lapse;\nusing WinBack.Storage.Tables;\nnamespace WinBack.Storage.Lapse;"));

    [Theory]   // without these, a broken pattern would pass for ever
    [InlineData("using WinBack.Core.Sending;")]
    [InlineData("global using WinBack.Core.Sending;")]
    [InlineData("using Rule = WinBack.Core.Sending.SendRule;")]
    [InlineData("using static WinBack.Storage.Sending.LedgerKeys;")]
    [InlineData("var key = Sending.SendKey.For(runId, 1);")]
    [InlineData("var key = Core.Sending.SendKey.For(runId, 1);")]
    [InlineData("Func<Sending.SendKey> key = null!;")]
    [InlineData("var key = global::WinBack.Core.Sending.SendKey.None;")]
    [InlineData("var text = $\"{Sending.SendKey.None}\";")]
    [InlineData("var url = \"https://example.org\"; Sending.SendKey.For(runId, 1);")]
    public void StagesNamedIn_DownstreamUse_IsSeen(string source) => Assert.Equal(["Sending"], StagesNamedIn(source));

    [Theory]
    [InlineData("// Waits for Sending. Then goes on.")]
    [InlineData("/// <summary>See <see cref=\"Sending.SendKey\"/>.</summary>")]
    [InlineData("/* Sending. */")]
    [InlineData("user.Sending.Count();")]
    [InlineData("var sending = nowSending.Count;")]
    [InlineData("this.Sending.Count();")]   // how to call a member that is named as a stage
    public void StagesNamedIn_OtherText_IsNotSeen(string source) => Assert.Empty(StagesNamedIn(source));

    private static IEnumerable<string> Violations(string path, string source)
    {
        var parts = path.Split('/');   // src, project, stage, …
        var stage = parts.Length > 3 ? parts[2] : "";
        if (!Flow.Contains(stage) && !Foundations.Contains(stage))
            return [$"{path} is in no stage"];

        var expected = $"namespace {parts[1]}.{stage}";
        if (!Regex.IsMatch(source, $@"^{Regex.Escape(expected)}[.;]", RegexOptions.Multiline))
            return [$"{path} is not in {expected}"];

        return from used in StagesNamedIn(source)
               where Array.IndexOf(Flow, used) > Array.IndexOf(Flow, stage)
               select $"{path} uses {used}, which comes after {stage}";
    }

    private static IEnumerable<string> StagesNamedIn(string source) =>
        StageName().Matches(TextOrComment().Replace(source, WithoutComment)).Select(match => match.Groups[1].Value).Distinct();

    // Matching source text is crude but needs no compiler: a stage's name that begins an expression, or follows a project's.
    [GeneratedRegex(
        @"(?<![\w.])(?:(?:global::)?(?:WinBack\.)?(?:Core|Storage)\.)?(Events|Users|Campaigns|Lapse|Sequences|Sending|Outcomes|Reporting)\s*[.;]")]
    private static partial Regex StageName();

    // String literals are matched so that "//" inside one does not begin a comment, and kept: an interpolated one holds code.
    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"|@\"(?:[^\"]|\"\")*\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|//[^\\n]*|/\\*[\\s\\S]*?\\*/")]
    private static partial Regex TextOrComment();

    private static string WithoutComment(Match match) => match.Value.StartsWith('/') ? " " : match.Value;
}
