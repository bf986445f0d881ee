using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>Asks the table of offers for whoever is about to be contacted.</summary>
public sealed class OfferReservations(OfferStore store, OfferCodes codes)
{
    /// <summary>
    /// The question with the table's answer: a code set aside for whom the touch is about to be claimed, a look for the held-out, who take none. No
    /// operation where the touch makes no offer, or the person has their code already.
    /// </summary>
    /// <param name="question">What is asked about the touch.</param>
    /// <param name="user">As read.</param>
    /// <param name="now">Instant of the decision.</param>
    /// <param name="isClaimed">Whether the touch is about to be claimed: every rule agreed and there is a token.</param>
    /// <param name="cancel">Stops; a code that was set aside is found again.</param>
    public async Task<TouchQuestion> AskAsync(TouchQuestion question, User user, DateTimeOffset now, bool isClaimed, CancellationToken cancel)
    {
        if (user.OpenIn(question.Campaign, question.Episode) is not { Attempt: null } open
            || question.Campaigns.Find(open.Campaign, open.Version) is not { } campaign
            || OfferChoice.Of(campaign, user, open, now) is not { Value: { } value, Offer: var offer })
            return question;
        var key = codes.KeyOf(open.InstanceId(user.PersonKey), offer.Id);
        if (isClaimed)
            return question with { Offer = await store.TakeAsync(offer, key, value, cancel) };
        return open.Arm != Arm.Treatment && TouchJudge.Judge(question, user, now) is Verdict.Ghost
            ? question with { Offer = await store.LookAsync(offer, key, value, cancel) }
            : question;
    }
}
