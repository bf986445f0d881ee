namespace WinBack.Core.Campaigns;

/// <summary>Which user fields a condition reads.</summary>
public static class AudienceFields
{
    /// <summary>The one path that reads the latest refund.</summary>
    public const string LastRefund = "refund.daysSinceLast";

    /// <summary>Paths named anywhere in a condition; none for null.</summary>
    public static IEnumerable<string> Of(Condition? condition) => Comparisons(condition).Select(field => field.Path);

    private static IEnumerable<Condition.Field> Comparisons(Condition? condition) => condition switch
    {
        null => [],
        Condition.All all => all.Parts.SelectMany(Comparisons),
        Condition.Any any => any.Parts.SelectMany(Comparisons),
        Condition.Not not => Comparisons(not.Part),
        Condition.Field field => [field],
        _ => throw new InvalidOperationException($"A new kind of condition, {condition.GetType().Name}, must be added here."),
    };

    /// <summary>The event type in a path such as <c>activity.purchase.count</c>; null when the path is about something else.</summary>
    public static string? ActivityType(string path)
    {
        const string Prefix = "activity.";
        var end = path.LastIndexOf('.');
        return path.StartsWith(Prefix, StringComparison.Ordinal) && end >= Prefix.Length ? path[Prefix.Length..end] : null;
    }

    /// <summary>
    /// Whether a condition may come true by time alone, or by something that no event tells: a field that counts days, a window, a stage of life, what
    /// came of another campaign.
    /// </summary>
    public static bool ReadsTheClock(Condition? condition) =>
        Comparisons(condition).Any(field => field.Within is not null || FieldPath.Parse(field.Path)?.ReadsTheClock == true);

    /// <summary>Paths that decide whether a user enters a campaign: those of its audience, of what excludes, and of the segments of its lapse rule.</summary>
    public static IEnumerable<string> Of(Campaign campaign) =>
        Of(campaign.Audience).Concat(Of(campaign.Exclude)).Concat(Of(campaign.ExcludeEverywhere)).Concat((campaign.Lapse?.Parts ?? []).SelectMany(part => part.Segments).SelectMany(segment => Of(segment.When)));
}
