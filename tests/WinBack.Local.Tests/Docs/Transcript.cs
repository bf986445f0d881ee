using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WinBack.Local.Tests.Docs;

/// <summary>One command of a block that shows a terminal.</summary>
/// <param name="Command">May span lines.</param>
/// <param name="Printed">What the guide shows of its output; <c>…</c> stands for anything.</param>
internal sealed partial record Transcript(string Command, string Printed)
{
    /// <summary>Takes a block apart. A command goes on until the shell has enough of it.</summary>
    public static IEnumerable<Transcript> Of(GuideBlock block)
    {
        var lines = block.Text.Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            var command = lines[i++][GuideBlock.Prompt.Length..];
            while (!IsWhole(command) && i < lines.Length)
                command += "\n" + lines[i++];
            var start = i;
            while (i < lines.Length && !lines[i].StartsWith(GuideBlock.Prompt, StringComparison.Ordinal))
                i++;
            yield return new(command, string.Join('\n', lines[start..i]));
        }
    }

    /// <summary>The first part of what the guide shows that is not in an output, in its order; null when all is. Blanks and times of day do not count.</summary>
    public string? MissingFrom(string output)
    {
        var rest = Plain(output);
        foreach (var part in Printed.Split('…').Select(Plain).Where(part => part.Length > 0))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
                return part;
            rest = rest[(at + part.Length)..];
        }

        return null;
    }

    private static string Plain(string text) => Blank().Replace(TimeOfDay().Replace(text, "#"), "");

    private static bool IsWhole(string command)
    {
        if (command.EndsWith('\\'))
            return false;
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-n", "-c", command]) { RedirectStandardError = true })!;
        shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }

    [GeneratedRegex(@"\d\d:\d\d(:\d\d(\.\d+)?)?")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
