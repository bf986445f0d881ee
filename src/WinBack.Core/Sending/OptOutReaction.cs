using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Acts on a consent that was withdrawn or given: the address is suppressed before anything else is written, and sequences that have no channel
/// left for their campaign's purpose end at once. That the person said stop is noted of every enrolment whose window is open, in every arm alike. An address stays open while any purpose has a consent: each message asks for its own. A consent
/// newer than the opt-out lifts the suppression. An address that becomes known after its owner had said stop, as when
/// the event that gives it waited longer in a queue, is suppressed as well.
/// </summary>
public sealed class OptOutReaction(CampaignSet campaigns) : IUserReaction
{
    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (applied.Profile is not { } said)
            return;
        SuppressNewAddresses(change, before);
        if (said.Consents.Count == 0 && said.PurposeConsents.Count == 0)
            return;
        foreach (var on in change.User.Profile.AllSaid().GroupBy(each => each.Channel))
        {
            if (Heard(on, before.Profile) is not { } heard)
                continue;
            foreach (var address in Reach.Addresses(change.User, on.Key))
                change.Suppressions.Add(new(on.Key, address, "opt-out", heard.At, Lifted: heard.Given));
        }

        foreach (var open in change.User.Open)
        {
            if (campaigns.Find(open.Campaign, open.Version) is not { } campaign || HasChannelLeft(change.User.Profile, campaign) || !HasChannelLeft(before.Profile, campaign))
                continue;
            // Harm comes with the last message, too, when no touch is left to end. Said again it is the same fact: one of an enrolment is kept.
            if (open.Includes(applied.At))
                change.Append(open.ToFact(FactKind.OptedOut, change.User.PersonKey, applied.At));
            if (open.Status != EnrolmentStatus.Running)
                continue;
            change.User = change.User.With(open, was => was with { Status = EnrolmentStatus.OptedOut });
            change.Effects.Add(new Effect.WakeSequence(open.InstanceId(change.User.PersonKey), Signal.OptedOut));
        }
    }

    /// <summary>When the last channel of a campaign was closed between two states of a person; null where one is left, or none was before.</summary>
    internal static DateTimeOffset? Stopped(Profile before, Profile after, Campaign campaign) => HasChannelLeft(after, campaign) ? null
        : ChannelsLeft(before, campaign).Max(channel => after.Said(channel, campaign.Purpose)?.At);

    /// <summary>What a change means for the channel's addresses: any new "yes" opens them, a new "no" closes them once no other purpose has a "yes".</summary>
    private static Consent? Heard(IEnumerable<PurposeConsent> on, Profile before)
    {
        var changed = on.Where(each => before.Said(each.Channel, each.Purpose) != each.Said).ToList();
        return changed.Where(each => each.Said.Given).MaxBy(each => each.Said.At)?.Said
            ?? (on.Any(each => each.Said.Given) ? null : changed.MaxBy(each => each.Said.At)?.Said);
    }

    private static void SuppressNewAddresses(PersonChange change, User before)
    {
        foreach (var on in change.User.Profile.AllSaid().GroupBy(each => each.Channel))
        {
            // One that changes with this very event is taken care of with all its addresses.
            if (on.Any(each => each.Said.Given || before.Profile.Said(each.Channel, each.Purpose) != each.Said))
                continue;
            foreach (var address in Reach.Addresses(change.User.Profile, on.Key).Except(Reach.Addresses(before.Profile, on.Key)))
                change.Suppressions.Add(new(on.Key, address, "opt-out", on.Max(each => each.Said.At)));
        }
    }

    private static bool HasChannelLeft(Profile profile, Campaign campaign) => ChannelsLeft(profile, campaign).Any();

    private static IEnumerable<Channel> ChannelsLeft(Profile profile, Campaign campaign) =>
        campaign.Touches.SelectMany(touch => touch.Channels).Where(channel => profile.Agrees(channel, campaign.Purpose));
}
