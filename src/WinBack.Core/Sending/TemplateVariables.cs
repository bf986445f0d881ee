using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What the variables of a template hold for one person. A variable without a value is absent.</summary>
internal static class TemplateVariables
{
    /// <summary>Longest name that is taken for one, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>Looks up the given variables, all but the link.</summary>
    public static Dictionary<string, object?> Of(IReadOnlySet<string> variables, Campaign campaign, Touch touch, User user, ReaderLocale locale, string? answers = null)
    {
        var root = new Dictionary<string, object?>(8, StringComparer.Ordinal)
        {
            ["campaign"] = new Dictionary<string, object?>(2, StringComparer.Ordinal) { ["id"] = campaign.Id, ["name"] = PlainText.Line(campaign.Name) },
            ["touch"] = new Dictionary<string, object?>(1, StringComparer.Ordinal) { ["id"] = touch.Id },
        };
        Dictionary<string, object?>? attributes = null;
        if (campaign.Survey is { } survey)
            root["survey"] = new Dictionary<string, object?>(2, StringComparer.Ordinal) { ["question"] = survey.Question, ["answers"] = answers };
        root["trigger"] = Trigger(campaign, user);
        foreach (var variable in variables)
        {
            if (variable.StartsWith(TemplateScan.AttributePrefix, StringComparison.Ordinal))
            {
                var name = variable[TemplateScan.AttributePrefix.Length..];
                attributes ??= new(StringComparer.Ordinal);
                attributes[name] = user.Profile.Attributes.TryGetValue(name, out var attribute) ? Plain(attribute.Value) : null;
            }
        }

        root["attributes"] = attributes;
        root[OfferWords.Whole] = OfferVariables.Of(campaign, user, locale);
        root[TemplateFunctions.LocaleKey] = locale;
        root[TemplateFunctions.CatalogueKey] = new RecommendedItems(campaign.Catalogue, locale, attributes?.GetValueOrDefault("recommended") as string);
        root["name"] = Name(user.Profile.Name?.Value);
        root["country"] = PlainText.Line(user.Profile.Country?.Value);
        root["locale"] = PlainText.Line(user.Profile.Locale?.Value);
        return root;
    }

    // What the entering event said is data of the app's, as attributes are, and made as harmless.
    private static Dictionary<string, object?>? Trigger(Campaign campaign, User user) => user.Open.FirstOrDefault(open => open.Campaign == campaign.Id)?.Trigger
        ?.Properties.ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal);

    private static object? Plain(FieldValue? value) => value switch
    {
        null => null,
        { Text: { } text } => PlainText.Line(text),
        { Number: { } number } => number,
        { Flag: { } flag } => flag,
        _ => null,
    };

    // Whoever signs a stranger up writes the name. One that holds an address would make our message carry their advertisement.
    private static string? Name(string? given) =>
        PlainText.Line(given) is { } name && name.Length <= LongestName && !PlainText.HoldsAddress(name) ? name : null;
}
