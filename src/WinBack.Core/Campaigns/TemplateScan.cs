using System.Text.RegularExpressions;

namespace WinBack.Core.Campaigns;

/// <summary>
/// A Handlebars template taken apart: the variables it reads and what is wrong with it. Templates use a part of Handlebars that cannot fail
/// once it was read: variables, <c>fallback</c>, <c>if</c>, <c>unless</c>, <c>else</c> and comments.
/// </summary>
/// <param name="Text">The template.</param>
/// <param name="Variables">Variables it reads.</param>
/// <param name="Problems">What is wrong with it, in order.</param>
internal sealed partial record TemplateScan(string Text, IReadOnlySet<string> Variables, IReadOnlyList<TemplateProblem> Problems)
{
    /// <summary>The variable that holds the rendered link.</summary>
    public const string Link = "link";

    /// <summary>Prefix of the variables that hold attributes.</summary>
    public const string AttributePrefix = "attributes.";

    /// <summary>Prefix of the variables that hold properties of the event that entered the person.</summary>
    public const string TriggerPrefix = "trigger.";

    /// <summary>Every variable but the attributes and the event's properties.</summary>
    public static readonly string[] Known = ["name", "country", "locale", Link, "campaign.id", "campaign.name", "touch.id"];

    private const string Forms = """{{name}}, {{attributes.plan}}, {{fallback name "there"}}, {{#if name}} … {{else}} … {{/if}}""";

    public static TemplateScan Of(string text)
    {
        var variables = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<TemplateProblem>();
        var open = new Stack<(string Block, Match Tag)>();
        foreach (Match tag in Tags().Matches(text))
        {
            if (!tag.Groups["inside"].Success)
                problems.Add(new(tag.Index, tag.Length, Single(tag.Value), tag.Value[0] == '\\' ? "braces without a backslash" : $"{{{{{tag.Value.Trim('{', '}')}}}}}"));
            else if (Problem(tag.Groups["inside"].Value, tag, open, variables) is { } problem)
                problems.Add(problem);
            else if (Touching(text, tag) is { } touching)
                problems.Add(touching);
        }

        problems.AddRange(Unclosed(text));
        problems.AddRange(open.Select(block => new TemplateProblem(block.Tag.Index, block.Tag.Length, block.Tag.Value, $"{{{{/{block.Block}}}}} further on")));
        return new(text, variables, [.. problems.OrderBy(problem => problem.At)]);
    }

    private static string Single(string tag) => tag[0] == '\\' ? "a backslash before {{" : $"{tag}, which would be sent as it stands";

    // Handlebars takes "{{name}}}" for a tag of which one end has two braces and the other three.
    private static TemplateProblem? Touching(string text, Match tag)
    {
        var (before, after) = (tag.Index > 0 && text[tag.Index - 1] == '{', tag.Index + tag.Length < text.Length && text[tag.Index + tag.Length] == '}');
        return before || after
            ? new(tag.Index - (before ? 1 : 0), tag.Length + (before ? 1 : 0) + (after ? 1 : 0), "a brace that touches a tag", "a blank between them, or no brace")
            : null;
    }

    private static IEnumerable<TemplateProblem> Unclosed(string text)
    {
        var rest = Tags().Replace(text, match => new string(' ', match.Length));
        for (var at = rest.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = rest.IndexOf("{{", at + 2, StringComparison.Ordinal))
            yield return new(at, 2, "{{ that is not closed", "}} after it");
    }

    private static TemplateProblem? Problem(string inside, Match tag, Stack<(string Block, Match Tag)> open, HashSet<string> variables)
    {
        TemplateProblem Wrong(string allowed) => new(tag.Index, tag.Length, tag.Value, allowed);
        if (tag.Value.StartsWith("{{{", StringComparison.Ordinal))
            return Wrong("two braces; what a variable holds is made safe for each channel");
        if (inside.StartsWith('!'))
            return null;
        var words = Words().Matches(inside).Select(match => match.Value).ToArray();
        switch (words)
        {
            case []:
                return Wrong(Forms);
            case ["#if" or "#unless", var path]:
                open.Push((words[0][1..], tag));
                return Variable(path, tag, variables);
            case ["else", "if", var path] when open.Count > 0:
                return Variable(path, tag, variables);
            case ["else"] when open.Count > 0:
                return null;
            case ["else", ..] when open.Count == 0:
                return Wrong("{{else}} only between {{#if …}} and {{/if}}");
            case [['/', .. var block]] when open.Count > 0 && open.Peek().Block == block:
                open.Pop();
                return null;
            case [['/', ..]]:
                return Wrong(open.Count == 0 ? "{{#if …}} before it" : $"{{{{/{open.Peek().Block}}}}}");
            case ["fallback", var path, var literal] when literal[0] is '"' or '\'' && char.IsWhiteSpace(inside[inside.IndexOf(literal[0], StringComparison.Ordinal) - 1]):
                return Variable(path, tag, variables);
            case ["fallback", ..]:
                return Wrong("""{{fallback name "there"}}: a variable, then what to say without it, in quotes""");
            case [var path]:
                return Variable(path, tag, variables);
            default:
                return Wrong(Forms);
        }
    }

    private static TemplateProblem? Variable(string path, Match tag, HashSet<string> variables)
    {
        if (Known.Contains(path) || NamedForm().IsMatch(path))
        {
            variables.Add(path);
            return null;
        }

        var at = tag.Index + tag.Value.IndexOf(path, StringComparison.Ordinal);
        return new(at, path.Length, $"the variable {path}", $"{string.Join(", ", Known)}, attributes.<name>, trigger.<property>{Reading.Nearest.Hint(path, Known)}");
    }

    // A tag in two or three braces, quotes within it respected; or what is easily taken for one: {name}, \{{name}}.
    [GeneratedRegex("""\{\{\{(?<inside>[^{}]*)\}\}\}|(?<!\\)\{\{~?(?<inside>!--[^{}]*?--|!(?!--)[^{}]*|(?:"[^"\\]*"|'[^'\\]*'|[^{}"'\\~])*)~?\}\}|\\\{\{|(?<!\{)\{[A-Za-z][A-Za-z0-9_.]*\}(?!\})""")]
    private static partial Regex Tags();

    [GeneratedRegex("""[^\s"']+|"[^"]*"|'[^']*'""")]
    private static partial Regex Words();

    [GeneratedRegex(@"\A(?:attributes|trigger)\.[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex NamedForm();
}

/// <summary>One thing that is wrong in a template.</summary>
/// <param name="At">Index of its first character in the template.</param>
/// <param name="Length">Characters.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Allowed">What may.</param>
internal sealed record TemplateProblem(int At, int Length, string Found, string Allowed);
