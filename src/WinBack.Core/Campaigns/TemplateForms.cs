using WinBack.Core.Events;

namespace WinBack.Core.Campaigns;

/// <summary>The helpers of templates: what each is called with, so that a call that was read cannot fail when a message is made.</summary>
internal static class TemplateForms
{
    /// <summary>Says something when the value is missing or of no use.</summary>
    public const string Fallback = "fallback";

    /// <summary>Styles of <c>date</c>.</summary>
    public static readonly string[] DateStyles = ["short", "long", "full", "day", "weekday", "time"];

    /// <summary>What an item of a catalogue holds, as <c>this.title</c> within <c>{{#each (recommended 3)}}</c>.</summary>
    public static readonly string[] ItemFields = ["this.id", "this.title", "this.link", "this.price", "this.currency"];

    /// <summary>The helpers.</summary>
    public static readonly string[] Names = ["date", "money", "number", "plural"];

    private const string DateForm = """{{date attributes.renewal "long"}}: a variable, then short, long, full, day, weekday or time""";
    private const string MoneyForm = """{{money attributes.credit "EUR"}}: a variable, then a currency by its three letters, or a variable that holds it""";
    private const string NumberForm = "{{number attributes.points}}: a variable";
    private const string PluralForm = """{{plural attributes.points one="# point" other="# points"}}: a variable, then the words for each form; # stands for the number""";

    /// <summary>What is wrong with a call; null when nothing is.</summary>
    /// <param name="words">The helper's name and all that follows.</param>
    /// <param name="isVariable">Tells whether a word is a variable that may stand here.</param>
    public static string? WhyNot(string[] words, Func<string, bool> isVariable)
    {
        var options = new HashSet<string>(StringComparer.Ordinal);
        var plain = new List<string>();
        foreach (var word in words.Skip(1))
        {
            if (!TemplateWords.TryOption(word, out var key, out _))
            {
                plain.Add(word);
                if (options.Count > 0)
                    return Form(words[0]);
            }
            else if (!options.Add(key) || (key != Fallback && (words[0] != "plural" || !PluralRules.Forms.Contains(key))))
            {
                return Form(words[0]);
            }
        }

        var isValue = plain.Count > 0 && isVariable(plain[0]);
        var isGood = words[0] switch
        {
            "date" => plain.Count == 1 || (plain.Count == 2 && TemplateWords.IsText(plain[1]) && DateStyles.Contains(TemplateWords.Text(plain[1]))),
            "money" => plain.Count == 2 && (TemplateWords.IsText(plain[1]) ? Currencies.IsKnown(TemplateWords.Text(plain[1])) : isVariable(plain[1])),
            "plural" => plain.Count == 1 && options.Contains(PluralRules.Other),
            _ => plain.Count == 1,
        };
        return isValue && isGood ? null : Form(words[0]);
    }

    /// <summary>The variables of a call.</summary>
    public static IEnumerable<string> Variables(string[] words) =>
        words.Skip(1).Where(word => !TemplateWords.IsText(word) && !TemplateWords.TryOption(word, out _, out _));

    private static string Form(string helper) => helper switch
    {
        "date" => DateForm,
        "money" => MoneyForm,
        "plural" => PluralForm,
        _ => NumberForm,
    };
}
