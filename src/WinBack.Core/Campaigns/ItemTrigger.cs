namespace WinBack.Core.Campaigns;

/// <summary>Whom news of an item enters: those who looked at it.</summary>
/// <param name="Of">Types of events that count as a look; 1 to 32.</param>
/// <param name="WithinDays">How many days of 24 hours a look may be older than the news; 1 to <see cref="LongestWithin"/>.</param>
/// <param name="Property">Name of the events' property that holds the item's id.</param>
public sealed record ItemTrigger(IReadOnlyList<string> Of, int WithinDays, string Property)
{
    /// <summary>Days for which a look is remembered at most.</summary>
    public const int LongestWithin = Users.Interests.DaysRemembered;
}
