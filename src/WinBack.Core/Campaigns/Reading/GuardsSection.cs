using WinBack.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>guards</c>: at what the campaign pauses itself.</summary>
internal static class GuardsSection
{
    public static readonly string[] Keys = [GuardNames.Harm, GuardNames.Failures, GuardNames.Budget, GuardNames.SampleRatio];

    public static readonly string[] BudgetKeys = ["amount", "currency"];

    private const string Off = "off";

    private const double MostMoney = 1_000_000_000;

    public static GuardRules? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        GuardRules unlessSaid = new();
        return new()
        {
            Harm = Share(section.Find(GuardNames.Harm), unlessSaid.Harm),
            Failures = Share(section.Find(GuardNames.Failures), unlessSaid.Failures),
            Budget = section.Find(GuardNames.Budget)?.Then(Budget),
            SampleRatio = section.Find(GuardNames.SampleRatio)?.Choice(("on", true), (Off, false)) ?? unlessSaid.SampleRatio,
        };
    }

    private static double? Share(YamlField? field, double? unlessSaid) => field switch
    {
        null => unlessSaid,
        _ when IsOff(field) => null,
        _ => field.Share(1),
    };

    private static GuardBudget? Budget(YamlField field)
    {
        if (IsOff(field))
            return null;
        if (field.Value is not YamlValue.Map)
        {
            field.Refuse($"the keys {string.Join(", ", BudgetKeys)}, or {Off}");
            return null;
        }

        var section = field.Section(BudgetKeys)!;
        var amount = section.Require("amount", "what the campaign may cost in all, such as 5000")?.Number(0.01, MostMoney);
        var currency = section.Require("currency", "currency, such as EUR")?.Then(Currency);
        return amount is { } sum && currency is not null ? new((decimal)sum, currency) : null;
    }

    private static string? Currency(YamlField field)
    {
        const string allowed = "an ISO 4217 code in capitals, such as EUR";
        if (field.Scalar(allowed)?.Text is not { } text)
            return null;
        if (Currencies.IsKnown(text))
            return text;
        field.Refuse(allowed);
        return null;
    }

    private static bool IsOff(YamlField field) => field.Value is YamlValue.Scalar { Text: Off };
}
