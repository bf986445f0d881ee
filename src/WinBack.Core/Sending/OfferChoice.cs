using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What a person is to get of a touch's offer, as far as their own row tells. Pure.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Held">The code they have from this enrolment already, still valid; null for none.</param>
/// <param name="Value">What a new code would be worth; null where they have one, or get none.</param>
/// <param name="Without">Why they get none, for people; null otherwise.</param>
public sealed record OfferChoice(Offer Offer, OfferGrant? Held, OfferValue? Value, string? Without)
{
    /// <summary>The choice for the current touch of an enrolment; null where it makes no offer.</summary>
    /// <param name="campaign">The pinned version.</param>
    /// <param name="user">The person.</param>
    /// <param name="open">The enrolment.</param>
    /// <param name="now">Instant of the decision.</param>
    public static OfferChoice? Of(Campaign campaign, User user, OpenEnrolment open, DateTimeOffset now)
    {
        if (open.Touch >= open.Touches.Count
            || campaign.Touches.FirstOrDefault(each => each.Id == open.Touches[open.Touch].Id)?.OfferTo(open.Variant?.Id) is not { } offer)
            return null;
        if (user.Offers.FirstOrDefault(grant => grant.Offer == offer.Id && grant.IsOf(open)) is { } held)
        {
            return held.ExpiresAt is { } end && end <= now
                ? new(offer, null, null, $"the code expired {Text(end)}")
                : new(offer, held, null, null);
        }

        var value = offer.Value;
        if (offer.Tiers.FirstOrDefault(tier => AudienceMatcher.Matches(tier.When, user, now)) is { } tier)
        {
            if (tier.Value is null)
                return new(offer, null, null, $"none for {ClauseText.Of(tier.When)}");
            value = tier.Value;
        }

        var without = OfferMargin.BelowFloor(offer, value, campaign, user, open) ?? TooSoon(offer, user, now) ?? NoRoom(user);
        return new(offer, null, without is null ? value : null, without);
    }

    // One that never left in an enrolment that is over gave the person nothing.
    private static string? TooSoon(Offer offer, User user, DateTimeOffset now)
    {
        if (offer.OncePer is not { } period)
            return null;
        foreach (var grant in user.Offers.Where(grant => grant.Offer == offer.Id))
        {
            var until = period.After(grant.GivenAt ?? grant.At, DateTimeZone.Utc);
            if (until > now)
                return $"had one {Text(grant.GivenAt ?? grant.At)} in {grant.Campaign}, the next from {Text(until)}";
        }

        return null;
    }

    private static string? NoRoom(User user) =>
        user.Offers.Count >= OfferGrant.MostRemembered && user.Offers.All(grant => user.Open.Any(grant.IsOf))
            ? $"{OfferGrant.MostRemembered} codes are in use in enrolments that are open"
            : null;

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
