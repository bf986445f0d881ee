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
}
