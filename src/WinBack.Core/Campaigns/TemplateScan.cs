using System.Globalization;
using System.Text.RegularExpressions;

namespace WinBack.Core.Campaigns;

/// <summary>
/// A Handlebars template taken apart: the variables it reads and what is wrong with it. Templates use a part of Handlebars that cannot fail
/// once it was read: variables, <c>fallback</c>, the helpers of <see cref="TemplateForms"/>, <c>if</c>, <c>unless</c>, <c>else</c>, one loop
/// over at most <see cref="CatalogueItem.MostShown"/> recommended items, and comments.
/// </summary>
/// <param name="Text">The template.</param>
/// <param name="Variables">Variables it reads.</param>
/// <param name="Problems">What is wrong with it, in order.</param>
internal sealed partial record TemplateScan(string Text, IReadOnlySet<string> Variables, IReadOnlyList<TemplateProblem> Problems)
{
    /// <summary>The variable that holds the rendered link.</summary>
    public const string Link = "link";

    /// <summary>The variable that shows what may be answered to the campaign's survey.</summary>
    public const string SurveyAnswers = "survey.answers";

    /// <summary>The variable that shows the question of the campaign's survey.</summary>
    public const string SurveyQuestion = "survey.question";

    /// <summary>Prefix of the variables that hold attributes.</summary>
    public const string AttributePrefix = "attributes.";

    /// <summary>The attribute that names recommended items, unless another is given.</summary>
    public const string RecommendedAttribute = AttributePrefix + "recommended";

    /// <summary>Prefix of the variables that hold properties of the event that entered the person.</summary>
    public const string TriggerPrefix = "trigger.";

    /// <summary>Every variable but the attributes and the event's properties.</summary>
    public static readonly string[] Known = ["name", "country", "locale", Link, "campaign.id", "campaign.name", "touch.id", SurveyQuestion, SurveyAnswers, .. OfferWords.Known];

    /// <summary>Blocks within each other, at most: deeper ones are a mistake, or meant to exhaust whoever compiles them.</summary>
    public const int MaxDepth = 16;

    private const string Forms = """{{name}}, {{attributes.plan}}, {{fallback name "there"}}, {{#if name}} … {{else}} … {{/if}}""";

    private const string FallbackForm = """{{fallback name "there"}}: a variable, then what to say without it, in quotes""";

    private static readonly string LoopForm = string.Create(
        CultureInfo.InvariantCulture,
        $"{{{{#each (recommended 3)}}}} or {{{{#each (recommended 3 attributes.viewed)}}}}: 1 to {CatalogueItem.MostShown} items, named by an attribute, then the first of the catalogue");

    /// <summary>Each call of <c>plural</c>, with the forms it has words for.</summary>
    public IReadOnlyList<PluralCall> Plurals { get; private init; } = [];

    /// <summary>Whether it shows recommended items.</summary>
    public bool Recommends { get; private init; }

    /// <summary>Fields of a recommended item that only a catalogue can give.</summary>
    public IReadOnlySet<string> ItemFields { get; private init; } = new HashSet<string>();

    public static TemplateScan Of(string text)
    {
        var reading = new Reader(text);
        var problems = new List<TemplateProblem>();
        foreach (Match tag in Tags().Matches(text))
        {
            if (!tag.Groups["inside"].Success)
                problems.Add(new(tag.Index, tag.Length, Single(tag.Value), tag.Value[0] == '\\' ? "braces without a backslash" : $"{{{{{tag.Value.Trim('{', '}')}}}}}"));
            else if (reading.Problem(tag.Groups["inside"].Value, tag) is { } problem)
                problems.Add(problem);
            else if (Touching(text, tag) is { } touching)
                problems.Add(touching);
        }

        problems.AddRange(Unclosed(text));
        problems.AddRange(reading.Open.Select(block => new TemplateProblem(block.Tag.Index, block.Tag.Length, block.Tag.Value, $"{{{{/{block.Block}}}}} further on")));
        return new(text, reading.Variables, [.. problems.OrderBy(problem => problem.At)])
        {
            Plurals = reading.Plurals,
            Recommends = reading.Recommends,
            ItemFields = reading.ItemFields,
        };
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

    /// <summary>What was read of a template so far.</summary>
    private sealed class Reader(string text)
    {
        public Stack<(string Block, Match Tag)> Open { get; } = new();

        public HashSet<string> Variables { get; } = new(StringComparer.Ordinal);

        public HashSet<string> ItemFields { get; } = new(StringComparer.Ordinal);

        public List<PluralCall> Plurals { get; } = [];

        public bool Recommends { get; private set; }

        private bool IsInLoop => Open.Any(block => block.Block == "each");

        public TemplateProblem? Problem(string inside, Match tag)
        {
            TemplateProblem Wrong(string allowed) => new(tag.Index, tag.Length, tag.Value, allowed);
            if (tag.Value.StartsWith("{{{", StringComparison.Ordinal))
                return Wrong("two braces; what a variable holds is made safe for each channel");
            if (inside.StartsWith('!'))
                return null;
            var words = TemplateWords.Of(inside) ?? [];
            switch (words)
            {
                case []:
                    return Wrong(inside.TrimStart().StartsWith(TemplateForms.Fallback, StringComparison.Ordinal) ? FallbackForm : Forms);
                case ["#if" or "#unless" or "#each", ..] when Open.Count == MaxDepth:
                    return Wrong($"at most {MaxDepth} blocks within each other");
                case ["#if" or "#unless", var path]:
                    Open.Push((words[0][1..], tag));
                    return IsInLoop && path is "@first" or "@last" ? null : Variable(path, tag);
                case ["#each", .. var list]:
                    return Loop(list, tag);
                case ["else", "if", var path] when Open.Count > 0 && Open.Peek().Block != "each":
                    return Variable(path, tag);
                case ["else"] when Open.Count > 0:
                    return null;
                case ["else", ..] when Open.Count == 0:
                    return Wrong("{{else}} only between {{#if …}} and {{/if}}");
                case [['/', .. var block]] when Open.Count > 0 && Open.Peek().Block == block:
                    Open.Pop();
                    return null;
                case [['/', ..]]:
                    return Wrong(Open.Count == 0 ? "{{#if …}} before it" : $"{{{{/{Open.Peek().Block}}}}}");
                case [TemplateForms.Fallback, var path, var literal] when TemplateWords.IsText(literal):
                    return Variable(path, tag);
                case [TemplateForms.Fallback, ..]:
                    return Wrong(FallbackForm);
                case [var helper, ..] when TemplateForms.Names.Contains(helper):
                    return Call(words, tag);
                case [var path]:
                    return Variable(path, tag);
                default:
                    return Wrong(Forms);
            }
        }

        private TemplateProblem? Call(string[] words, Match tag)
        {
            foreach (var path in TemplateForms.Variables(words))
            {
                if (Variable(path, tag) is { } unknown)
                    return unknown;
            }

            if (TemplateForms.WhyNot(words, path => !TemplateWords.IsText(path)) is { } allowed)
                return new(tag.Index, tag.Length, tag.Value, allowed);
            if (words[0] == "plural")
                Plurals.Add(new(tag.Index, tag.Length, tag.Value, [.. words.Skip(2).Select(word => word[..word.IndexOf('=', StringComparison.Ordinal)])]));
            return null;
        }

        // {{#each (recommended 3)}}, {{#each (recommended 3 attributes.viewed)}}
        private TemplateProblem? Loop(string[] list, Match tag)
        {
            var isNested = IsInLoop;
            Open.Push(("each", tag));
            var attribute = list is [_, _, _, var given, _] ? given : RecommendedAttribute;
            var isGood = list is ["(", "recommended", var count, .., ")"] && list.Length is 4 or 5
                && count.Length <= 2 && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= CatalogueItem.MostShown
                && AttributeForm().IsMatch(attribute);
            if (!isGood || isNested)
                return new(tag.Index, tag.Length, tag.Value, isNested ? "one loop, not within another" : LoopForm);
            Recommends = true;
            Variables.Add(attribute);
            return null;
        }

        private TemplateProblem? Variable(string path, Match tag)
        {
            if (IsInLoop && TemplateForms.ItemFields.Contains(path))
            {
                ItemFields.Add(path);
                return null;
            }

            // Within a loop Handlebars looks a name up in the item, not around it.
            if (!IsInLoop && (Known.Contains(path) || path == OfferWords.Whole || NamedForm().IsMatch(path)))
            {
                Variables.Add(path);
                return null;
            }

            var at = tag.Index + text.AsSpan(tag.Index, tag.Length).IndexOf(path, StringComparison.Ordinal);
            return IsInLoop
                ? new(at, path.Length, $"{path} within a loop", string.Join(", ", TemplateForms.ItemFields))
                : new(at, path.Length, $"the variable {path}", $"{string.Join(", ", Known)}, attributes.<name>, trigger.<property>{Campaigns.Reading.Nearest.Hint(path, Known)}");
        }
    }

    // A tag in two or three braces, quotes within it respected; or what is easily taken for one: {name}, \{{name}}.
    [GeneratedRegex("""\{\{\{(?<inside>[^{}]*)\}\}\}|(?<!\\)\{\{~?(?<inside>!--[^{}]*?--|!(?!--)[^{}]*|(?:"[^"\\]*"|'[^'\\]*'|[^{}"'\\~])*)~?\}\}|\\\{\{|(?<!\{)\{[A-Za-z][A-Za-z0-9_.]*\}(?!\})""")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\Aattributes\.[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex AttributeForm();

    [GeneratedRegex(@"\A(?:attributes|trigger)\.[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex NamedForm();
}

/// <summary>One thing that is wrong in a template.</summary>
/// <param name="At">Index of its first character in the template.</param>
/// <param name="Length">Characters.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Allowed">What may.</param>
internal sealed record TemplateProblem(int At, int Length, string Found, string Allowed);

/// <summary>A call of <c>plural</c> in a template.</summary>
/// <param name="At">Index of its first character in the template.</param>
/// <param name="Length">Characters.</param>
/// <param name="Text">The call.</param>
/// <param name="Given">Forms it has words for, and <c>fallback</c>.</param>
internal sealed record PluralCall(int At, int Length, string Text, IReadOnlyList<string> Given);
