using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>A code for a message that is only looked at: of the length of real ones, and of no use anywhere.</summary>
public static class SampleOffer
{
    private const string OfPool = "SAMPLE-CODE";

    /// <summary>The person as if a message with the touch's offer were on its way to them, enrolled or not; as they are where readers of the variant get none.</summary>
    /// <param name="user">The person; a code of their own is not shown.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="touch">One of its touches, with its variants.</param>
    /// <param name="variant">Id of the variant; null for what all others read.</param>
    /// <param name="at">When the code counts as taken.</param>
    public static User Shown(User user, Campaign campaign, Touch touch, string? variant, DateTimeOffset at)
    {
        if (touch.OfferTo(variant) is null)
            return user;
        var open = new OpenEnrolment
        {
            Campaign = campaign.Id,
            Version = campaign.Version,
            Episode = 0,        // none of theirs: whatever code they have is another enrolment's
            Arm = Arm.Treatment,
            Probability = 1,
            Variant = variant is null ? null : new(variant, 1),
            EnrolledAt = at,
            LapsedAt = at,
            Trigger = user.Open.FirstOrDefault(each => each.Campaign == campaign.Id)?.Trigger ?? user.ArmedFor(campaign.Id),
            WindowEnds = at,
            Touches = [new(touch.Id, at)],
        };
        return Carried(user with { Open = [open] }, campaign, touch, variant);
    }

    /// <summary>An answer as the table of offers would give it for an enrolment's current touch; null where it makes no offer.</summary>
    internal static OfferAnswer? Answer(Campaign campaign, OpenEnrolment open) =>
        open.Touch < open.Touches.Count && campaign.Touches.FirstOrDefault(each => each.Id == open.Touches[open.Touch].Id)?.OfferTo(open.Variant?.Id) is { } offer
            ? new OfferAnswer.Reserved(offer.Id, Code(offer), new(0, OfPool))
            : null;

    /// <summary>The person with an attempt under way that carries the touch's offer, if readers of the variant get one.</summary>
    internal static User Carried(User user, Campaign campaign, Touch touch, string? variant)
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
