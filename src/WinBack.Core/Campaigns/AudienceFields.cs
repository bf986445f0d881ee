namespace WinBack.Core.Campaigns;

/// <summary>Which user fields a condition reads.</summary>
public static class AudienceFields
{
    /// <summary>Paths named anywhere in a condition; none for null.</summary>
    public static IEnumerable<string> Of(Condition? condition) => condition switch
    {
        null => [],
        Condition.All all => all.Parts.SelectMany(Of),
        Condition.Any any => any.Parts.SelectMany(Of),
        Condition.Not not => Of(not.Part),
        Condition.Field field => [field.Path],
        _ => throw new InvalidOperationException($"A new kind of condition, {condition.GetType().Name}, must be added here."),
    };

    /// <summary>The event type in a path such as <c>activity.purchase.count</c>; null when the path is about something else.</summary>
    public static string? ActivityType(string path)
    {
        const string Prefix = "activity.";
        var end = path.LastIndexOf('.');
        return path.StartsWith(Prefix, StringComparison.Ordinal) && end >= Prefix.Length ? path[Prefix.Length..end] : null;
    }

    /// <summary>Whether a field changes by time alone. An attribute may be named as anything; an activity ends in what is read of it.</summary>
    public static bool ReadsTheClock(string path) =>
        ActivityType(path) is not null
        && (path.EndsWith(".daysSinceLast", StringComparison.Ordinal) || path.EndsWith(".daysSinceFirst", StringComparison.Ordinal));

    /// <summary>Paths that decide whether a user enters a campaign: those of its audience and of the segments of its lapse rule.</summary>
    public static IEnumerable<string> Of(Campaign campaign) =>
        Of(campaign.Audience).Concat((campaign.Lapse?.Parts ?? []).SelectMany(part => part.Segments).SelectMany(segment => Of(segment.When)));
}
