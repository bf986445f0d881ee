using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>An offer of five euros for five days, on every touch of the plan, and its claim with a code set aside.</summary>
internal static class AnOffer
{
    public static readonly OfferPlace Place = new(1, "K");

    public static readonly Offer Spring = new() { Id = "spring", Value = new() { Amount = 5, Currency = "EUR" }, Expires = Threshold.Days(5) };

    public static Campaign With(Offer offer) => Plan with
    {
        Touches =
        [
            .. Plan.Touches.Select(touch => touch with
            {
                Offer = offer,
                Templates = touch.Templates.ToDictionary(pair => pair.Key, pair => pair.Value with { Body = "Text{{#if offer}} {{offer.code}}, {{offer.value}} until {{offer.expires}}{{/if}}" }),
            }),
        ],
    };

    public static PersonChange Claim(User user, Offer offer, Campaign? campaign = null)
    {
        var change = Change(user);
        AttemptProtocol.Claim(change, Question(campaign ?? With(offer)) with { Offer = new OfferAnswer.Reserved(offer.Id, "CODE-1", Place) }, Channel.Push);
        return change;
    }
}
