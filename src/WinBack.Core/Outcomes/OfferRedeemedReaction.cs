using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// Takes the report of a shop that a code was used: an event <c>offer_redeemed</c>, or the goal of the campaign that gave it, whose property
/// <c>code</c> is a code of that person's. It becomes a fact with what it cost, once; also after the enrolment's window. A code of somebody else's changes nothing.
/// </summary>
public sealed class OfferRedeemedReaction(CampaignSet campaigns, MoneyOptions money) : IUserReaction
{
    /// <summary>Type of the event that says nothing else.</summary>
    public const string EventType = "offer_redeemed";

    /// <summary>Property that holds the code; case and blanks around it do not count.</summary>
    public const string CodeProperty = "code";

    /// <summary>Property that holds what was taken off, in the currency of the event; without it the cost follows from the offer.</summary>
    public const string DiscountProperty = "discount";

    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (change.User.Offers.Count == 0 || applied.Value < 0 || Property(applied, CodeProperty) is not { ValueKind: JsonValueKind.String } said)
            return;
        var code = said.GetString()!.Trim();
        if (change.User.Offers.FirstOrDefault(grant => Holds(grant, code, applied)) is not { } used)
            return;
        var discount = Property(applied, DiscountProperty) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var off) ? off : (decimal?)null;
        // In the offer's own currency, as what was given is; its cost in the outcome is in that of reports.
        var currency = used.Value.Currency ?? money.Currency;
        var amount = used.Value.Cost(In(discount, applied.Currency), In(applied.Worth, money.Currency));
        var cost = amount is { } known ? money.Convert(known, currency) : null;
        change.User = change.User with { Offers = [.. change.User.Offers.Select(grant => grant == used ? grant with { RedeemedAt = applied.At, Cost = cost } : grant)] };
        if (used.Person is null)
            ClosedEnrolment.Rewrite(change, used.Campaign, used.Episode, about => about with { OfferCost = about.OfferCost + (cost ?? 0) });
        change.Append(new()
        {
            Kind = FactKind.OfferRedeemed,
            Campaign = used.Campaign,
            Version = used.Version,
            Person = used.Person ?? change.User.PersonKey,
            Episode = used.Episode,
            Arm = Arm.Treatment,
            Variant = used.Variant,
            Touch = used.Touch,
            Offer = used.Offer,
            Amount = amount,
            Currency = currency,
            At = applied.At,
            KeptAt = used.EnrolledAt,
        });

        decimal? In(decimal? sum, string? from) => sum is { } given ? money.Convert(given, from, currency) : null;
    }

    private bool Holds(OfferGrant grant, string code, IncomingEvent applied) =>
        grant.RedeemedAt is null && string.Equals(grant.Code, code, StringComparison.OrdinalIgnoreCase)
        && (applied.Type == EventType || applied.Type == campaigns.Find(grant.Campaign, grant.Version)?.Goal);

    private static JsonElement? Property(IncomingEvent applied, string name) =>
        applied.Properties is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(name, out var value) ? value : null;
}
