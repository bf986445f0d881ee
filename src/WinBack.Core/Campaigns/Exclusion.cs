using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>
/// Who is left alone whatever else holds: those whom a campaign's <c>exclude</c> names, and those whom the project's exclusion list names. Asked before
/// a user enters and again before each hand-over, so that an exclusion also reaches those who are in already.
/// </summary>
public static class Exclusion
{
    /// <summary>Whether a user is in the audience and not excluded.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="user">The user.</param>
    /// <param name="now">The instant from which days are counted.</param>
    public static bool Admits(Campaign campaign, User user, DateTimeOffset now) =>
        !Holds(campaign.ExcludeEverywhere, user, now) && !Holds(campaign.Exclude, user, now) && AudienceMatcher.Matches(campaign.Audience, user, now);

    /// <summary>Whether a campaign excludes anybody.</summary>
    public static bool IsGiven(Campaign campaign) => campaign.Exclude is not null || campaign.ExcludeEverywhere is not null;

    /// <summary>Says by which clause a user is excluded, in words of the file; null when they are not. The project's list speaks first.</summary>
    public static string? Objection(Campaign campaign, User user, DateTimeOffset now) =>
        Clause(campaign.ExcludeEverywhere, user, now) is { } everywhere ? $"excluded from every campaign: {everywhere}"
        : Clause(campaign.Exclude, user, now) is { } here ? $"excluded: {here}"
        : null;

    /// <summary>The conditions that decide who of the lapsed enters; null for those that are not given.</summary>
    internal static IEnumerable<Condition?> Conditions(Campaign campaign) => [campaign.Audience, campaign.Exclude, campaign.ExcludeEverywhere];

    private static bool Holds(Condition? condition, User user, DateTimeOffset now) => condition is not null && AudienceMatcher.Matches(condition, user, now);

    private static string? Clause(Condition? condition, User user, DateTimeOffset now) => condition switch
    {
        null => null,
        Condition.Any any => any.Parts.Select(part => Clause(part, user, now)).FirstOrDefault(clause => clause is not null),
        _ => AudienceMatcher.Matches(condition, user, now) ? ClauseText.Of(condition) : null,
    };
}
