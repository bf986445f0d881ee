using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// The outcome of an enrolment of a user who turned out to be another. The arm was drawn, so the enrolment stays in it. What the one who survived did in the window counts
/// for it from the merge on, and nothing from before: that is seen of those alone who merge, and more of them may in one arm. Counted anew from the events of both, when the window closes and once more when purchases have been followed for as long as they are;
/// both arms alike. Nobody's lapse is disproved here: whom a merge tells of may depend on the arm.
/// </summary>
public static class MergedOutcome
{
    /// <summary>Adds to the enrolment of a filing what the survivor did, before its window is closed.</summary>
    /// <param name="change">The user that gave way.</param>
    /// <param name="filing">The Due row of kind close.</param>
    /// <param name="campaigns">All campaigns.</param>
    /// <param name="person">Both, as one.</param>
    public static void Join(PersonChange change, DueFiling filing, CampaignSet campaigns, MergedPerson person)
    {
        if (change.User.OpenIn(filing.Campaign!, filing.Episode) is not { } open || change.Now < open.WindowEnds)
            return;
        Join(change, open, campaigns, person);
        if (open.EnrolledAt + FollowUp.Length is var again && again > change.EarliestFiling)
            change.Filings.Add(filing with { At = again });
    }

    /// <summary>Adds to every enrolment, open or closed, what is known by now: the last that can be, before the survivor is erased. May be repeated.</summary>
    /// <returns>Whether the user gave way to another.</returns>
    public static bool JoinAll(PersonChange change, CampaignSet campaigns, MergedPerson person)
    {
        if (change.User.MergedInto is null)
            return false;
        foreach (var open in change.User.Open)
            Join(change, open, campaigns, person);
        foreach (var closed in change.User.Closed.Where(each => each.IsKept(change.Now)))
            Follow(change, closed, campaigns, person);
        return true;
    }

    private static void Join(PersonChange change, OpenEnrolment open, CampaignSet campaigns, MergedPerson person)
    {
        if (campaigns.Find(open.Campaign, open.Version) is not { } campaign)
            return;
        change.User = change.User with { Contacts = ContactRing.Join(change.User.Contacts, [.. person.Survivor.Contacts.Where(each => each.At >= person.Since)]), Offers = Offers(change.User, person.Survivor) };
        var found = Found(campaign, person, open.EnrolledAt, open.WindowEnds, at => Credited.At(change.User, open, at));
        change.User = change.User.With(open, was => was with
        {
            ReturnedAt = found.ReturnedAt,
            ConvertedAt = found.ConvertedAt,
            Revenue = found.Revenue,
            FollowUp = found.FollowUp,
            Goals = found.Goals,
            Credits = found.Credits,
        });
        if (OptOutReaction.Stopped(change.User.Profile, person.Survivor.Profile, campaign) is { } stopped && stopped >= person.Since && open.Includes(stopped))
            change.Append(open.ToFact(FactKind.OptedOut, change.User.PersonKey, stopped));
        if (LostPushReaction.Withdrawn(change.User.Profile, person.Survivor.Profile) is { } withdrawn && withdrawn >= person.Since && open.Includes(withdrawn))
            change.Append(open.ToFact(FactKind.LostPush, change.User.PersonKey, withdrawn) with { Detail = LostPushReaction.Permission });
    }

    /// <summary>The second look, when purchases have been followed to the end: writes the outcome anew.</summary>
    /// <returns>Whether the filing was about an enrolment that is closed.</returns>
    public static bool Follow(PersonChange change, DueFiling filing, CampaignSet campaigns, MergedPerson person) =>
        change.User.Closed.FirstOrDefault(each => each.Is(filing.Campaign!, filing.Episode)) is { } closed && Follow(change, closed, campaigns, person);

    private static bool Follow(PersonChange change, ClosedEnrolment closed, CampaignSet campaigns, MergedPerson person)
    {
        if (closed is not { Outcome: { EnrolledAt: { } enrolledAt } fact } || campaigns.Find(fact.Campaign, fact.Version) is not { } campaign)
            return false;
        var found = Found(campaign, person, enrolledAt, fact.At, at => Credited.At(change.User, closed, at));
        var again = person.Survivor.Episodes.GetValueOrDefault(fact.Campaign) is { IsVoid: false } later && later.EnrolledAt >= fact.At ? later.EnrolledAt : (DateTimeOffset?)null;
        var about = (fact.About ?? new()) with
        {
            FollowUp = found.FollowUp,
            Credits = found.Credits,
            LapsedAgainAt = again,
            OfferCost = Offers(change.User, person.Survivor).Where(each => each.Person is null && each.Campaign == fact.Campaign && each.Episode == fact.Episode).Sum(each => each.Cost ?? 0),
        };
        ClosedEnrolment.Rewrite(change, closed, closed with { Outcome = fact with { Outcome = new(found.ReturnedAt, found.ConvertedAt, found.Revenue), About = about }, Goals = found.Goals });
        return true;
    }

    private static Attribution Found(Campaign campaign, MergedPerson person, DateTimeOffset enrolledAt, DateTimeOffset windowEnds, Func<DateTimeOffset, CreditedChannels> credited) =>
        person.Events.Where(each => IncomingEvent.IsDeed(each.Type)).Aggregate(
            new Attribution(null, null, 0, null, null), (held, each) => held.With(campaign, StoredEventCopy.Of(each, person.Survivor.Id), enrolledAt, windowEnds, credited));

    // What was used since stands with the survivor, who took the codes over.
    private static IReadOnlyList<OfferGrant> Offers(User user, User survivor) =>
        [.. user.Offers.Select(grant => survivor.Offers.FirstOrDefault(each => each.Offer == grant.Offer && each.Place == grant.Place) is { } used ? grant with { RedeemedAt = used.RedeemedAt, Cost = used.Cost } : grant)];
}

/// <summary>A user who gave way to another, and that other.</summary>
/// <param name="Survivor">The one that is left, at the end of the chain of merges.</param>
/// <param name="Since">From when on what the survivor did is this person's doing; never before the merge.</param>
/// <param name="Events">The merged user's own, and those of the others from their merges on, each once, in the order in which they happened.</param>
public sealed record MergedPerson(User Survivor, DateTimeOffset Since, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>Joins the events; what has the same id is the same.</summary>
    public static MergedPerson Of(User survivor, DateTimeOffset since, IEnumerable<StoredEvent> events) => new(
        survivor, since, [.. events.DistinctBy(each => each.Id, StringComparer.Ordinal).OrderBy(each => each.At).ThenBy(each => each.Id, StringComparer.Ordinal)]);
}
