using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>What a merged user held that is no event: a person who turns out to be another gets no second code by that, and is not asked again by it, nor enters a campaign for the first time again.</summary>
public static class MergedMarks
{
    /// <summary>The survivor with the codes, the sunset and the unanswered episodes of the one that gives way; the same user when nothing is added. May be repeated.</summary>
    /// <param name="into">The survivor, the other's events copied already: what they did since ends a sunset and a run.</param>
    /// <param name="from">The one that gives way.</param>
    public static User Join(User into, User from)
    {
        var joined = into;
        var offers = Offers(into, from);
        if (offers.Count > into.Offers.Count || !offers.SequenceEqual(into.Offers))
            joined = joined with { Offers = offers };
        if (joined.Sunset is null && from.Sunset is { } sunset && !HasActedSince(into, sunset.Since))
            joined = joined with { Sunset = sunset };
        if (from.Unanswered is { } run && !(into.Activity.LastSeen > run.Since) && run.Episodes > UnansweredRun.Of(into))
            joined = joined with { Unanswered = run };
        return Entries(into, from) is { } entries ? joined with { MergedEntries = entries } : joined;
    }

    // The larger count where both have one, so that a repeat adds nothing: what matters is that there was a first. Null where nothing is added.
    private static Dictionary<string, int>? Entries(User into, User from)
    {
        var joined = (into.MergedEntries ?? new Dictionary<string, int>()).ToDictionary(StringComparer.Ordinal);
        var its = from.Episodes.Select(each => KeyValuePair.Create(each.Key, each.Value.Entries ?? each.Value.Number)).Concat(from.MergedEntries ?? new Dictionary<string, int>());
        var isNew = false;
        foreach (var (campaign, count) in its.Where(each => each.Value > joined.GetValueOrDefault(each.Key)))
            (joined[campaign], isNew) = (count, true);
        return isNew ? joined : null;
    }

    // An own code that is not used up by an enrolment goes last; of the others the latest stay.
    private static List<OfferGrant> Offers(User into, User from)
    {
        var added = from.Offers
            .Where(grant => grant.GivenAt is not null && !into.Offers.Any(held => held.Offer == grant.Offer && held.Place == grant.Place))
            .Select(grant => grant with { Person = grant.Person ?? from.PersonKey });
        var all = into.Offers.Concat(added).ToList();
        if (all.Count <= OfferGrant.MostRemembered)
            return all;
        var kept = all.OrderByDescending(grant => into.Open.Any(grant.IsOf)).ThenByDescending(grant => grant.At).Take(OfferGrant.MostRemembered).ToHashSet();
        return [.. all.Where(kept.Contains)];
    }

    // As the first activity or consent after it ends a sunset.
    private static bool HasActedSince(User user, DateTimeOffset since) =>
        user.Activity.LastSeen > since || user.Profile.AllSaid().Any(each => each.Said is { Given: true } given && given.At > since);
}
