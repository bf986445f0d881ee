using WinBack.Core.Campaigns;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Guards;

/// <summary>
/// What a campaign has cost, and what it is bound to: messages that left, at the prices of now; codes that were used; and codes that may still be used, at what they may
/// cost at most, since nobody can take those back.
/// </summary>
/// <param name="Messages">Accepted hand-overs at their prices.</param>
/// <param name="Used">Cost of used codes.</param>
/// <param name="Usable">Worth of codes given and not used that have not expired.</param>
/// <param name="Currencies">Those that parts of it are in.</param>
public sealed record CampaignCost(decimal Messages, decimal Used, decimal Usable, IReadOnlyList<string> Currencies)
{
    /// <summary>All of it; means something where there is one currency.</summary>
    public decimal All => Messages + Used + Usable;

    /// <summary>The cost so far.</summary>
    /// <param name="report">Since the campaign's first day.</param>
    /// <param name="usable">Codes of enrolments that began no earlier than <see cref="UsableSince"/>.</param>
    /// <param name="prices">Of messages.</param>
    public static CampaignCost Of(CampaignReport report, IEnumerable<OfferCount> usable, OutcomeOptions prices)
    {
        var messages = report.Funnel.Where(arm => arm.Arm == Arm.Treatment).SelectMany(arm => arm.Touches).Sum(touch => touch.Accepted * prices.Of(touch.Channel));
        // What the codes that were used could have cost is not kept apart: they count as average ones.
        List<(decimal Amount, string? Currency)> parts =
        [
            (messages, prices.Currency),
            .. report.Offers.Select(offer => (offer.Cost, offer.Currency)),
            .. usable.Select(offer => (offer.Given == 0 ? 0 : offer.Worth * Math.Max(0, offer.Given - offer.Redeemed) / offer.Given, offer.Currency)),
        ];
        var offers = report.Offers.Sum(offer => offer.Cost);
        return new(
            messages, offers, parts.Sum(part => part.Amount) - messages - offers,
            [.. parts.Where(part => part.Amount != 0).Select(part => part.Currency).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>First day of enrolment whose codes may still be used: late enough for every delay, a welcome and the code's own life to be over for those before.</summary>
    /// <param name="campaign">Says how long that takes.</param>
    /// <param name="today">UTC day.</param>
    /// <returns>The first day there is where a code holds for ever.</returns>
    public static DateOnly UsableSince(Campaign campaign, DateOnly today)
    {
        var (all, life) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var touch in campaign.AllTouches())
        {
            all += touch.Delay.Approximate + touch.Expires.Approximate;
            if (touch.Offer is not { } offer)
                continue;
            if (offer.Expires is not { } expires)
                return DateOnly.MinValue;
            life = expires.Approximate > life ? expires.Approximate : life;
        }

        var days = (int)Math.Ceiling((all + life + campaign.AttributionWindow.Approximate).TotalDays);
        return days < today.DayNumber ? today.AddDays(-days) : DateOnly.MinValue;
    }
}
