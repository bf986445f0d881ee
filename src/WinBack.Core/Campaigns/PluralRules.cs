using System.Globalization;

namespace WinBack.Core.Campaigns;

/// <summary>Which form of a word goes with a number, by the cardinal rules of Unicode CLDR 48 for the language.</summary>
internal static class PluralRules
{
    /// <summary>The forms there are, in CLDR's order; every language has the last.</summary>
    public static readonly string[] Forms = ["zero", "one", "two", "few", "many", Other];

    /// <summary>The form of every number that no other form claims.</summary>
    public const string Other = "other";

    private static readonly Dictionary<string, (string Form, Relation[][] Any)[]> ByLanguage = new(StringComparer.OrdinalIgnoreCase);

    static PluralRules()
    {
        foreach (var (languages, rules) in PluralTable.Rules)
        {
            var parsed = rules.Length == 0 ? [] : rules.Split("; ").Select(Parse).ToArray();
            foreach (var language in languages.Split(' '))
                ByLanguage.Add(language, parsed);
        }
    }

    /// <summary>The forms that a language tells apart; <c>other</c> alone for one that CLDR has no rule for.</summary>
    /// <param name="tag">A language tag such as <c>de-AT</c>.</param>
    public static IReadOnlyList<string> Of(string tag) => [.. RulesOf(tag).Select(rule => rule.Form), Other];

    /// <summary>The form that goes with a number as it is shown: <c>1.0</c> is not <c>1</c> in many languages.</summary>
    public static string Form(string tag, decimal number)
    {
        var shown = new Operands(Math.Abs(number));
        foreach (var (form, any) in RulesOf(tag))
        {
            if (any.Any(all => all.All(relation => relation.Holds(shown))))
                return form;
        }

        return Other;
    }

    private static (string Form, Relation[][] Any)[] RulesOf(string tag)
    {
        foreach (var each in LocaleChain.Of(tag))
        {
            if (ByLanguage.TryGetValue(each, out var rules))
                return rules;
        }

        return [];
    }

    // "few: n % 10 = 2..4 and n % 100 != 12..14 or …"
    private static (string Form, Relation[][] Any) Parse(string rule)
    {
        var end = rule.IndexOf(": ", StringComparison.Ordinal);
        return (rule[..end], [.. rule[(end + 2)..].Split(" or ").Select(all => all.Split(" and ").Select(Relation.Parse).ToArray())]);
    }

    /// <summary>What CLDR's rules ask about a number: its value, whole part, visible decimals, and those without trailing zeros.</summary>
    private readonly struct Operands(decimal number)
    {
        public decimal Of(char name) => name switch
        {
            'n' => number,
            'i' => decimal.Truncate(number),
            'v' => number.Scale,
            'f' => Fraction(number),
            't' => Fraction(number / 1.0000000000000000000000000000m),     // drops trailing zeros
            _ => 0,                                                         // e: no number of ours is written with an exponent
        };

        private static decimal Fraction(decimal number)
        {
            var fraction = number - decimal.Truncate(number);
            for (var digit = 0; digit < number.Scale; digit++)
                fraction *= 10;
            return decimal.Truncate(fraction);
        }
    }

    /// <summary><c>n % 100 != 12..14</c></summary>
    private sealed record Relation(char Operand, decimal? Modulus, bool IsEqual, (decimal From, decimal To)[] Ranges)
    {
        public static Relation Parse(string text)
        {
            var words = text.Split(' ');
            var ranges = words[^1].Split(',').Select(range =>
            {
                var ends = range.Split("..");
                return (Number(ends[0]), Number(ends[^1]));
            });
            return new(words[0][0], words[1] == "%" ? Number(words[2]) : null, words[^2] == "=", [.. ranges]);
        }

        public bool Holds(Operands shown)
        {
            var value = shown.Of(Operand);
            if (Modulus is { } modulus)
                value %= modulus;
            var isWithin = Array.Exists(Ranges, range => value >= range.From && value <= range.To && decimal.IsInteger(value));
            return isWithin == IsEqual;
        }

        private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
    }
}
