using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Holds the condition of a touch against the person as they are when it is due.</summary>
internal static class TouchConditions
{
    /// <summary>Names the first part that does not hold, in words of the campaign file; null when all do.</summary>
    public static string? FirstFailure(TouchCondition condition, User user, OpenEnrolment open, DateTimeOffset now)
    {
        foreach (var clause in condition.Earlier)
        {
            if (!Holds(clause, open.EngagedWith(clause.Touch)))
                return $"touch {clause.Touch} was {Words(Opposite(clause.Was))}";
        }

        foreach (var about in condition.About)
        {
            if (AudienceMatcher.FirstFailure(about, user, now) is { } failure)
                return failure;
        }

        return null;
    }

    private static bool Holds(EngagementClause clause, TouchEngagement? mark)
    {
        var clicked = mark?.ClickedAt is not null;
        var opened = clicked || mark?.OpenedAt is not null;   // mail programs that load no pictures report no opening
        return clause.Was switch
        {
            Engagement.Opened => opened,
            Engagement.NotOpened => !opened,
            Engagement.Clicked => clicked,
            Engagement.NotClicked => !clicked,
            _ => throw new ArgumentOutOfRangeException(nameof(clause), clause.Was, "No such engagement."),
        };
    }

    private static Engagement Opposite(Engagement was) => was switch
    {
        Engagement.Opened => Engagement.NotOpened,
        Engagement.NotOpened => Engagement.Opened,
        Engagement.Clicked => Engagement.NotClicked,
        _ => Engagement.Clicked,
    };

    private static string Words(Engagement was) => was switch
    {
        Engagement.Opened => "opened",
        Engagement.NotOpened => "not opened",
        Engagement.Clicked => "clicked",
        _ => "not clicked",
    };
}
