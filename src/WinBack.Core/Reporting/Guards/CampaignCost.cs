using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Guards;

/// <summary>
/// What a campaign has cost, and what it is bound to: messages that left, at the prices of now; codes that were used; and codes that may still be used, at what they may
/// cost at most, since nobody can take those back.
/// </summary>
/// <param name="Messages">Accepted hand-overs at their prices.</param>
/// <param name="Used">Cost of used codes.</param>
/// <param name="Usable">Worth of codes given and not used that have not expired.</param>
/// <param name="Unknown">Currencies of parts that are left out, because no rate says what they are worth.</param>
public sealed record CampaignCost(decimal Messages, decimal Used, decimal Usable, IReadOnlyList<string> Unknown)
{
    /// <summary>All of it that is known.</summary>
    public decimal All => Messages + Used + Usable;

    /// <summary>The cost so far.</summary>
    /// <param name="evidence">What is known of the campaign.</param>
    /// <param name="currency">ISO 4217 code of every sum of it.</param>
    public static CampaignCost Of(GuardEvidence evidence, string currency)
    {
        SortedSet<string> unknown = new(StringComparer.Ordinal);
        var touches = evidence.Report.Funnel.Where(arm => arm.Arm == Arm.Treatment).SelectMany(arm => arm.Touches);
        return new(
            Converted(touches.Sum(touch => touch.Accepted * evidence.Prices.Of(touch.Channel)), null),
            evidence.Report.Offers.Sum(offer => Converted(offer.Cost, offer.Currency)),
            // What the codes that were used could have cost is not kept apart: they count as average ones.
            evidence.Usable.Sum(offer => offer.Given == 0 ? 0 : Converted(offer.Worth * Math.Max(0, offer.Given - offer.Redeemed) / offer.Given, offer.Currency)),
            [.. unknown]);

        decimal Converted(decimal amount, string? from)
        {
            if (amount == 0)
                return 0;
            if (evidence.Money.Convert(amount, from, currency) is { } converted)
                return converted;
            unknown.Add(evidence.Money.Knows(currency) ? from! : currency);
            return 0;
        }
    }

    /// <summary>First day of enrolment whose codes may still be used: late enough for every delay, a welcome and the code's own life to be over for those before.</summary>
    /// <param name="versions">Of the campaign, all there ever were: codes of an earlier one stay usable after the next is published. The longest of each part counts.</param>
    /// <param name="today">UTC day.</param>
    /// <returns>The first day there is where a code of any version holds for ever.</returns>
    public static DateOnly UsableSince(IEnumerable<Campaign> versions, DateOnly today)
    {
        var (entry, life) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var version in versions)
        {
            var touches = version.AllTouches().ToList();
            entry = Longer(entry, touches.Aggregate(version.AttributionWindow.Approximate, (all, touch) => all + touch.Delay.Approximate + touch.Expires.Approximate));
            foreach (var offer in touches.Select(touch => touch.Offer).OfType<Offer>())
            {
                if (offer.Expires is not { } expires)
                    return DateOnly.MinValue;
                life = Longer(life, expires.Approximate);
            }
        }

        var days = (int)Math.Ceiling((entry + life).TotalDays);
        return days < today.DayNumber ? today.AddDays(-days) : DateOnly.MinValue;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
