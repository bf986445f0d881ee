using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>What events since an enrolment add up to, while its window is open and when they come late. The same rules for both arms, open and closed.</summary>
/// <param name="ReturnedAt">First exit event in the window.</param>
/// <param name="ConvertedAt">First goal event in the window.</param>
/// <param name="Revenue">Net value of goal events in the window.</param>
/// <param name="FollowUp">Purchases since the enrolment, whatever the window.</param>
/// <param name="Goals">Ids of goal events in the window.</param>
internal sealed record Attribution(DateTimeOffset? ReturnedAt, DateTimeOffset? ConvertedAt, decimal Revenue, FollowUp? FollowUp, IReadOnlyList<string>? Goals)
{
    /// <summary>By channel, what of the revenue is credited to it; null for nothing.</summary>
    public IReadOnlyDictionary<Channel, CreditSum>? Credits { get; init; }

    /// <summary>Property by which a refund names the event it takes back.</summary>
    public const string RefundOfProperty = "refundOf";

    /// <summary>Whether an event takes something back: it is neither a return nor a conversion.</summary>
    public static bool IsRefund(IncomingEvent applied) => applied.Value < 0;

    /// <summary>Whether an event in the window is a return.</summary>
    public static bool IsReturn(Campaign campaign, IncomingEvent applied) =>
        !IsRefund(applied) && ((campaign.ExitTypes.Count == 0 && applied.Type != Survey.EventType) || campaign.ExitTypes.Contains(applied.Type));

    /// <summary>With one more event; the same when it says nothing about the enrolment.</summary>
    /// <param name="campaign">The pinned version.</param>
    /// <param name="applied">The event.</param>
    /// <param name="enrolledAt">What is dated up to it counts for nothing.</param>
    /// <param name="windowEnds">Exclusive. Beyond it purchases count for <see cref="FollowUp"/> alone, and refunds only when they name a purchase in the window.</param>
    /// <param name="credited">Whom something of an instant is credited to. A refund goes by its own instant, like everything else.</param>
    public Attribution With(Campaign campaign, IncomingEvent applied, DateTimeOffset enrolledAt, DateTimeOffset windowEnds, Func<DateTimeOffset, CreditedChannels> credited)
    {
        if (applied.At <= enrolledAt)
            return this;
        var inWindow = applied.At < windowEnds;
        var after = inWindow && IsReturn(campaign, applied) ? this with { ReturnedAt = Earlier(ReturnedAt, applied.At) } : this;
        if (campaign.Goal != applied.Type)
            return after;
        var value = applied.Worth ?? 0;
        after = after with { FollowUp = FollowUp.With(FollowUp, applied.At - enrolledAt, value) };
        if (IsRefund(applied))
            return (RefundOf(applied) is { } named ? Goals?.Contains(named) == true : inWindow) ? after.Valued(value, credited(applied.At)) : after;
        return !inWindow ? after : after.Valued(value, credited(applied.At)) with
        {
            ConvertedAt = Earlier(ConvertedAt, applied.At),
            Goals = [.. (Goals ?? []).Append(applied.Id).TakeLast(ClosedEnrolment.MostGoals)],
        };
    }

    private Attribution Valued(decimal value, CreditedChannels to) => this with { Revenue = Revenue + value, Credits = CreditSum.With(Credits, to, value) };

    private static string? RefundOf(IncomingEvent applied) =>
        applied.Properties is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(RefundOfProperty, out var of) && of.ValueKind == JsonValueKind.String
            ? of.GetString() : null;

    private static DateTimeOffset Earlier(DateTimeOffset? held, DateTimeOffset at) => held is { } was && was < at ? was : at;
}
