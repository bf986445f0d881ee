using System.Text.RegularExpressions;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>offer</c>: of the campaign, or of one touch.</summary>
internal static partial class OfferSection
{
    public static readonly string[] Keys = ["id", "code", "value", "tiers", "expires", "budget", "oncePer", "marginFloor", "whenExhausted"];
    public static readonly string[] ValueKeys = ["percent", "amount", "upTo", "currency"];
    public static readonly string[] TierKeys = ["when", "value"];
    public static readonly string[] BudgetKeys = ["count", "amount"];
    public static readonly string[] MarginKeys = ["of", "atLeast"];

    /// <summary>The word that a touch says to have none.</summary>
    public const string None = "none";

    private const double MostMoney = 1_000_000_000;
    private const string CodeAllowed = "pool for imported codes, or a pattern such as BACK-##########: A to Z, 0 to 9 and -, up to 40 characters, 10 to 32 of them #";

    /// <summary>The offer; null, and reported, where it cannot be read.</summary>
    public static Offer? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        var id = section.Require("id", "the offer's id, such as spring")?.Id(30);
        var code = section.Require("code", CodeAllowed)?.Then(Code);
        var value = section.Require("value", "what it is worth")?.Then(Value);
        var tiers = section.Find("tiers") is { } some ? Tiers(some) : [];
        var offer = new Offer
        {
            Id = id ?? "",
            Pattern = code == "pool" ? null : code,
            Value = value ?? new(),
            Tiers = tiers,
            Expires = section.Find("expires")?.Length(TimeSpan.FromHours(1), TimeSpan.FromDays(365)),
            Budget = section.Find("budget")?.Then(Budget),
            OncePer = section.Find("oncePer")?.Length(TimeSpan.FromDays(1), TimeSpan.FromDays(365)),
            MarginFloor = section.Find("marginFloor")?.Then(Margin),
            WhenExhausted = section.Find("whenExhausted")?.Choice(("withoutOffer", WhenExhausted.WithoutOffer), ("skip", WhenExhausted.Skip)) ?? WhenExhausted.WithoutOffer,
        };
        if (value is not null)
            CheckMoney(section, offer);
        return id is null || code is null || value is null ? null : offer;
    }

    // One budget cannot count two currencies, nor what nobody knows.
    private static void CheckMoney(Section section, Offer offer)
    {
        var values = offer.Tiers.Select(tier => tier.Value).OfType<OfferValue>().Prepend(offer.Value).ToList();
        var currencies = values.Select(value => value.Currency).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (currencies.Count > 1)
            section.Refuse(string.Join(" and ", currencies), "one currency in one offer");
        if (offer.Budget?.Amount is not null && values.Any(value => value.Most is null))
            section.Find("budget")!.Refuse("an amount, with a percentage that may cost anything", "upTo and currency in each value, or no budget.amount");
    }

    private static string? Code(YamlField field)
    {
        if (field.Scalar(CodeAllowed)?.Text is not { } code)
            return null;
        if (code == "pool" || (Pattern().IsMatch(code) && code.Count(c => c == '#') is >= 10 and <= 32))
            return code;
        field.Refuse(CodeAllowed);
        return null;
    }

    private static OfferValue? TierValue(YamlField field)
    {
        if (field.Value is YamlValue.Map)
            return Value(field);
        field.Refuse($"the keys {string.Join(", ", ValueKeys)}, or {None}");
        return null;
    }

    private static OfferValue? Value(YamlField field)
    {
        if (field.Section(ValueKeys) is not { } section)
            return null;
        var (percent, amount, upTo) = (section.Find("percent"), section.Find("amount"), section.Find("upTo"));
        if ((percent is null) == (amount is null))
        {
            section.Refuse(percent is null ? "neither percent nor amount" : "percent and amount", "one of the two");
            return null;
        }

        if (amount is not null && upTo is not null)
            upTo.Refuse("upTo beside amount", "upTo only limits a percentage");
        var currency = section.Find("currency")?.Then(Currency);
        if (currency is null && section.Find("currency") is null && (amount ?? upTo) is not null)
            section.Refuse("a sum without a currency", "currency, such as EUR");
        return new()
        {
            Percent = Money(percent, 0.1, 100),
            Amount = Money(amount, 0.01, MostMoney),
            UpTo = Money(upTo, 0.01, MostMoney),
            Currency = currency,
        };
    }

    private static decimal? Money(YamlField? field, double least, double most) => field?.Number(least, most) is { } number ? (decimal)number : null;

    private static string? Currency(YamlField field)
    {
        const string allowed = "three capital letters, such as EUR";
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        if (text.Length == 3 && text.All(char.IsAsciiLetterUpper))
            return text;
        field.Refuse(allowed);
        return null;
    }

    private static List<OfferTier> Tiers(YamlField field)
    {
        var tiers = new List<OfferTier>();
        foreach (var item in field.Items(1, 10, "a list of 1 to 10 tiers") ?? [])
        {
            if (item.Section(TierKeys) is not { } section)
                continue;
            var when = section.Require("when", "a condition, as under audience")?.Then(AudienceSection.Read);
            var given = section.Require("value", "what it is worth to them, or none");
            var isNone = given?.Value is YamlValue.Scalar { Text: None };
            var value = isNone ? null : given?.Then(TierValue);
            if (when is not null && (isNone || value is not null))
                tiers.Add(new(when, value));
        }

        return tiers;
    }

    private static OfferBudget? Budget(YamlField field)
    {
        if (field.Section(BudgetKeys) is not { } section)
            return null;
        if (section.Find("count") is null && section.Find("amount") is null)
            section.Refuse("neither count nor amount", "one of them, or both");
        return new(section.Find("count")?.Whole(1, 100_000_000), Money(section.Find("amount"), 0.01, MostMoney));
    }

    private static MarginFloor? Margin(YamlField field)
    {
        const string allowed = $"attributes.<name>, trigger.<property>, or {MarginFloor.OfItem} with a catalogue";
        if (field.Section(MarginKeys) is not { } section)
            return null;
        var of = section.Require("of", allowed)?.Scalar(allowed)?.Text;
        var atLeast = section.Require("atLeast", "what must be left of it, 0 or more")?.Number(0, MostMoney);
        if (of is null || atLeast is null)
            return null;
        if (of == MarginFloor.OfItem && field.Findings is { HasCatalogue: true, HasTrigger: true })
            field.Findings.OfTrigger.TryAdd(MarginFloor.ItemProperty, section.Find("of")!);
        else if (of == MarginFloor.OfItem ? !field.Findings.HasCatalogue : !MarginPath().IsMatch(of))
        {
            section.Find("of")!.Refuse(allowed);
            return null;
        }

        if (of.StartsWith(TemplateScan.TriggerPrefix, StringComparison.Ordinal))
            field.Findings.OfTrigger.TryAdd(of[TemplateScan.TriggerPrefix.Length..], section.Find("of")!);
        return new(of, (decimal)atLeast.Value);
    }

    [GeneratedRegex(@"\A[A-Z0-9#-]{10,40}\z")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\A(?:attributes|trigger)\.[A-Za-z_][A-Za-z0-9_-]*\z")]
    private static partial Regex MarginPath();
}
