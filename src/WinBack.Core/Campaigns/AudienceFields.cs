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
}
