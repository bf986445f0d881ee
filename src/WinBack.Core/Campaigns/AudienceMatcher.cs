using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>Decides whether a user belongs to an audience. Reads nothing but its arguments; allocates nothing after the first call per condition.</summary>
public static class AudienceMatcher
{
    /// <summary>Whether a user meets a condition.</summary>
    /// <param name="condition">Null for everybody.</param>
    /// <param name="user">The user.</param>
    /// <param name="now">The instant from which days are counted.</param>
    public static bool Matches(Condition? condition, User user, DateTimeOffset now)
    {
        switch (condition)
        {
            case null:
                return true;
            case Condition.Field field:
                return FieldReading.Of(field, user, now).Holds(field);
            case Condition.Not not:
                return !Matches(not.Part, user, now);
            case Condition.All all:
                for (var i = 0; i < all.Parts.Count; i++)
                {
                    if (!Matches(all.Parts[i], user, now))
                        return false;
                }

                return true;
            case Condition.Any any:
                for (var i = 0; i < any.Parts.Count; i++)
                {
                    if (Matches(any.Parts[i], user, now))
                        return true;
                }

                return false;
            default:
                throw new InvalidOperationException($"A new kind of condition, {condition.GetType().Name}, must be added here.");
        }
    }

    /// <summary>
    /// Names the clause by which a user does not belong, and what kind of value the user has instead: <c>attributes.plan is "premium": other
    /// text</c>. Holds words of the campaign file only, never a value of the user's.
    /// </summary>
    /// <returns>Null when the user meets the condition.</returns>
    public static string? FirstFailure(Condition? condition, User user, DateTimeOffset now) => condition switch
    {
        _ when Matches(condition, user, now) => null,
        Condition.Field field => $"{ClauseText.Of(field)}: {FieldReading.Of(field, user, now).Class(field)}",
        Condition.Not not => $"{ClauseText.Of(not)}: it holds",
        Condition.All all => all.Parts.Select(part => FirstFailure(part, user, now)).First(failure => failure is not null),
        Condition.Any { Parts: [] } => "any of nothing: never holds",
        Condition.Any any => $"none of: {string.Join("; ", any.Parts.Select(part => FirstFailure(part, user, now)))}",
        _ => throw new InvalidOperationException("A condition that is not met has one of these kinds."),
    };
}
