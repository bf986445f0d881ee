using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// The rule about offers, the last before the arm is asked: whether a touch goes out with its offer, without, or not at all. It is asked alike for
/// both arms; only for whom the touch leaves is a code taken.
/// </summary>
internal static class OfferRule
{
    /// <summary>Its name among the findings.</summary>
    public const string Name = "offer";

    /// <summary>What the rule says; null where the touch makes no offer.</summary>
    /// <param name="campaign">The pinned version.</param>
    /// <param name="user">The person.</param>
    /// <param name="open">The enrolment.</param>
    /// <param name="answer">What the table of offers said; null where it has not been asked yet.</param>
    /// <param name="now">Instant of the decision.</param>
    public static (bool Passes, string Detail)? Judge(Campaign campaign, User user, OpenEnrolment open, OfferAnswer? answer, DateTimeOffset now)
    {
        if (OfferChoice.Of(campaign, user, open, now) is not { } choice)
            return null;
        var id = choice.Offer.Id;
        if (open.Attempt is { } attempt)      // what was claimed is not weighed again
            return (true, attempt.Offer is null ? $"{id}: without" : $"{id}: with the code taken for this enrolment");
        if (choice.Held is { } held)
            return (true, $"{id}: {OfferText.Of(held.Value)}, the code taken for touch {held.Touch}");
        if (choice.Value is not { } value)
            return (true, $"{id}: without; {choice.Without}");
        return AnswerTo(choice, answer) switch
        {
            OfferAnswer.Exhausted { Why: var why } when choice.Offer.WhenExhausted == WhenExhausted.Skip => (false, $"{id}: {why}"),
            OfferAnswer.Exhausted { Why: var why } => (true, $"{id}: without; {why}"),
            OfferAnswer.Reserved => (true, $"{id}: {OfferText.Of(value)}, a code of their own"),
            _ => (true, $"{id}: {OfferText.Of(value)}"),
        };
    }

    /// <summary>Whether a touch may be claimed: all that there is to ask about its offer has been asked.</summary>
    public static bool IsSettled(Campaign? campaign, User user, OpenEnrolment open, OfferAnswer? answer, DateTimeOffset now) =>
        campaign is null || OfferChoice.Of(campaign, user, open, now) is not { Value: not null } choice
        || AnswerTo(choice, answer) is OfferAnswer.Reserved or OfferAnswer.Exhausted;

    /// <summary>An answer about another offer is none.</summary>
    public static OfferAnswer? AnswerTo(OfferChoice choice, OfferAnswer? answer) => answer?.Offer == choice.Offer.Id ? answer : null;
}
