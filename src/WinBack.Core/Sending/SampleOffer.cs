using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>A code for a message that is only looked at: of the length of real ones, and of no use anywhere.</summary>
internal static class SampleOffer
{
    private const string OfPool = "SAMPLE-CODE";

    /// <summary>An answer as the table of offers would give it for an enrolment's current touch; null where it makes no offer.</summary>
    public static OfferAnswer? Answer(Campaign campaign, OpenEnrolment open) =>
        open.Touch < open.Touches.Count && campaign.Touches.FirstOrDefault(each => each.Id == open.Touches[open.Touch].Id)?.OfferTo(open.Variant?.Id) is { } offer
            ? new OfferAnswer.Reserved(offer.Id, Code(offer), new(0, OfPool))
            : null;

    /// <summary>The person with an attempt under way that carries the touch's offer, if readers of the variant get one.</summary>
    public static User Carried(User user, Campaign campaign, Touch touch, string? variant)
    {
        if (touch.OfferTo(variant) is not { } offer || user.Open.FirstOrDefault(each => each.Campaign == campaign.Id) is not { } open)
            return user;
        var held = user.Offers.FirstOrDefault(grant => grant.Offer == offer.Id && grant.IsOf(open)) ?? new()
        {
            Offer = offer.Id,
            Campaign = open.Campaign,
            Version = open.Version,
            Episode = open.Episode,
            Touch = touch.Id,
            EnrolledAt = open.EnrolledAt,
            Code = Code(offer),
            Value = offer.Value,
            At = open.EnrolledAt,
            ExpiresAt = offer.Expires?.After(open.EnrolledAt, UserZone.Of(user.Profile, NodaTime.DateTimeZone.Utc)),
            Place = new(0, OfPool),
        };
        var claimed = user.With(open, each => each with { Attempt = new(touch.Channels[0], AttemptState.Claimed, open.EnrolledAt) { Offer = offer.Id } });
        return claimed with { Offers = [.. user.Offers.Where(grant => grant != held), held] };
    }

    private static string Code(Offer offer) => offer.Pattern?.Replace('#', 'X') ?? OfPool;
}
