using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What <c>offer</c> holds in a template: the code that the claimed attempt carries, or nothing.</summary>
internal static class OfferVariables
{
    /// <summary>The variables of a person's message; null where it goes out without an offer.</summary>
    public static Dictionary<string, object?>? Of(Campaign campaign, User user, ReaderLocale locale)
    {
        var open = user.Open.FirstOrDefault(each => each.Campaign == campaign.Id);
        if (open?.Attempt?.Offer is not { } offer || user.Offers.FirstOrDefault(grant => grant.Offer == offer && grant.IsOf(open)) is not { } grant)
            return null;
        var expires = grant.ExpiresAt is { } end
            ? NodaTime.Instant.FromDateTimeOffset(end).InZone(UserZone.Of(user.Profile, NodaTime.DateTimeZone.Utc)).Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
        return new(6, StringComparer.Ordinal)
        {
            ["code"] = grant.Code,
            ["value"] = locale.Money(grant.Value.Amount, grant.Value.Currency) ?? OfferText.Of(grant.Value),
            ["percent"] = grant.Value.Percent,
            ["amount"] = grant.Value.Amount,
            ["currency"] = grant.Value.Currency,
            ["expires"] = expires,
        };
    }
}
