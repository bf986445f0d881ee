using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Acts on a consent that was withdrawn or given: the address is suppressed before anything else is written, and sequences that have no channel
/// left end at once. A consent newer than the opt-out lifts the suppression. An address that becomes known after its owner had said stop, as when
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
        if (said.Consents.Count == 0)
            return;
        foreach (var (channel, consent) in change.User.Profile.Consents)
        {
            if (before.Profile.Consents.TryGetValue(channel, out var held) && held == consent)
                continue;
            foreach (var address in Reach.Addresses(change.User, channel))
                change.Suppressions.Add(new(channel, address, "opt-out", consent.At, Lifted: consent.Given));
        }

        foreach (var open in change.User.Open.Where(open => open.Status == EnrolmentStatus.Running))
        {
            if (campaigns.Find(open.Campaign, open.Version) is not { } campaign || HasChannelLeft(change.User.Profile, campaign) || !HasChannelLeft(before.Profile, campaign))
                continue;
            change.User = change.User.With(open, was => was with { Status = EnrolmentStatus.OptedOut });
            change.Append(open.ToFact(FactKind.OptedOut, change.User.PersonKey, change.Now));
            change.Effects.Add(new Effect.WakeSequence(open.InstanceId(change.User.PersonKey), Signal.OptedOut));
        }
    }

    private static void SuppressNewAddresses(PersonChange change, User before)
    {
        foreach (var (channel, consent) in change.User.Profile.Consents)
        {
            // One that changes with this very event is taken care of with all its addresses.
            if (consent.Given || !before.Profile.Consents.TryGetValue(channel, out var held) || held != consent)
                continue;
            foreach (var address in Reach.Addresses(change.User.Profile, channel).Except(Reach.Addresses(before.Profile, channel)))
                change.Suppressions.Add(new(channel, address, "opt-out", consent.At));
        }
    }

    private static bool HasChannelLeft(Profile profile, Campaign campaign) =>
        campaign.Touches.SelectMany(touch => touch.Channels).Any(channel => profile.Consents.TryGetValue(channel, out var consent) && consent.Given);
}
