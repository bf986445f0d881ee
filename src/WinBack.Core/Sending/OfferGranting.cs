using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// What becomes of a code in the person's own row, each step part of the change that claims, settles or ends an attempt. A code is taken once for an
/// enrolment: a retry, another channel and a later touch say the same one.
/// </summary>
internal static class OfferGranting
{
    /// <summary>Id of the offer that the attempt about to be claimed carries, its code kept in the row; null when it goes out without.</summary>
    public static string? Claim(PersonChange change, OpenEnrolment open, TouchQuestion question)
    {
        if (question.Campaigns.Find(open.Campaign, open.Version) is not { } campaign || OfferChoice.Of(campaign, change.User, open, change.Now) is not { } choice)
            return null;
        if (choice.Held is { } held)
            return held.Offer;
        if (choice.Value is not { } value || OfferRule.AnswerTo(choice, question.Offer) is not OfferAnswer.Reserved reserved)
            return null;
        var grant = new OfferGrant
        {
            Offer = choice.Offer.Id,
            Campaign = open.Campaign,
            Version = open.Version,
            Episode = open.Episode,
            Touch = open.Touches[open.Touch].Id,
            Variant = open.Variant?.Id,
            EnrolledAt = open.EnrolledAt,
            Code = reserved.Code,
            Value = value,
            At = change.Now,
            ExpiresAt = choice.Offer.Expires?.After(change.Now, UserZone.Of(change.User.Profile, question.ProjectZone)),
            Place = reserved.Place,
        };
        change.User = change.User with { Offers = [.. Remembered(change.User), grant] };
        change.Effects.Add(new Effect.KeepOffer(grant.Offer, grant.Place));
        return grant.Offer;
    }

    /// <summary>The attempt left, for all that is known: its code counts as given, once.</summary>
    public static void Give(PersonChange change, OpenEnrolment open, Attempt attempt)
    {
        if (change.User.Offers.FirstOrDefault(grant => grant.Offer == attempt.Offer && grant.IsOf(open)) is not { GivenAt: null } given)
            return;
        change.User = change.User with { Offers = [.. change.User.Offers.Select(grant => grant == given ? grant with { GivenAt = change.Now } : grant)] };
        change.Append(open.ToFact(FactKind.OfferGiven, change.User.PersonKey, change.Now) with
        {
            Touch = open.Touches[open.Touch].Id,
            Offer = given.Offer,
            Amount = given.Value.Most,
            Currency = given.Value.Currency,
        });
    }

    /// <summary>The enrolment is over: a code that never left goes back for others.</summary>
    public static void Leave(PersonChange change, OpenEnrolment open)
    {
        var unused = change.User.Offers.Where(grant => grant.GivenAt is null && grant.IsOf(open)).ToList();
        if (unused.Count == 0)
            return;
        change.User = change.User with { Offers = [.. change.User.Offers.Except(unused)] };
        change.Effects.AddRange(unused.Select(grant => new Effect.ReturnOffer(grant.Offer, grant.Place)));
    }

    private static IEnumerable<OfferGrant> Remembered(User user)
    {
        if (user.Offers.Count < OfferGrant.MostRemembered)
            return user.Offers;
        var oldest = user.Offers.Where(grant => !user.Open.Any(grant.IsOf)).MinBy(grant => grant.At);
        return user.Offers.Where(grant => grant != oldest);
    }
}
