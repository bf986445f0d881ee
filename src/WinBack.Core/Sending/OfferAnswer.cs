using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What the table of offers said about one enrolment.</summary>
/// <param name="Offer">Id of the offer that was asked for.</param>
public abstract record OfferAnswer(string Offer)
{
    /// <summary>A code is set aside for it, and for no other.</summary>
    public sealed record Reserved(string Offer, string Code, OfferPlace Place) : OfferAnswer(Offer);

    /// <summary>There is one, and none was set aside: the answer for the held-out.</summary>
    public sealed record Available(string Offer) : OfferAnswer(Offer);

    /// <summary>No code or no budget is left.</summary>
    public sealed record Exhausted(string Offer, string Why) : OfferAnswer(Offer);
}
