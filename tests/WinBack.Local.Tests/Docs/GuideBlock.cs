using System.Text.RegularExpressions;
using WinBack.TestKit;

namespace WinBack.Local.Tests.Docs;

/// <summary>A fenced block of a guide.</summary>
/// <param name="Document">Name of the file in <c>docs/</c>.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Language">What stands behind the fence; empty for what a terminal shows.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Needs">What the comment before it says it needs and a test has not; null when there is none.</param>
internal sealed partial record GuideBlock(string Document, int Line, string Language, string Text, string? Needs)
{
    /// <summary>Begins a line that is typed, in a block that shows a terminal.</summary>
    public const string Prompt = "$ ";

    private static readonly string[] ShownOnly = ["json", "yaml", "text"];

    /// <summary>Whether somebody is meant to run it.</summary>
    public bool IsCommand => Language is "bash" or "js" or "csharp" || IsTranscript;

    /// <summary>Whether it shows a terminal: commands and what they print.</summary>
    public bool IsTranscript => Language.Length == 0 && Text.StartsWith(Prompt, StringComparison.Ordinal);

    /// <summary>Whether it says what it is.</summary>
    public bool IsKnown => IsCommand || ShownOnly.Contains(Language) || Needs is not null;

    /// <summary>The guides.</summary>
    public static IEnumerable<string> Documents => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>The blocks of a guide, in order. A comment <c>needs …</c> before the first heading holds for all of them.</summary>
    public static IReadOnlyList<GuideBlock> Of(string document) => Read(document, Repository.Read($"docs/{document}"));

    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<GuideBlock> Read(string document, string text)
    {
        var lines = text.Split('\n');
        var ofAll = Needed(lines[0]);
        List<GuideBlock> blocks = [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(lines, i + 1, line => line.StartsWith("```", StringComparison.Ordinal));
            blocks.Add(new(document, i + 1, lines[i][3..].Trim(), string.Join('\n', lines[(i + 1)..end]), ofAll ?? (i > 0 ? Needed(lines[i - 1]) : null)));
            i = end;
        }

        return blocks;
    }

    private static string? Needed(string line) => NeedsComment().Match(line) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^<!-- needs (.+) -->$")]
    private static partial Regex NeedsComment();

    public override string ToString() => $"docs/{Document}:{Line}";
}
