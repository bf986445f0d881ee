using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>Carries a consent that one user withdrew to every other user with the same address: it is one person's, however many accounts.</summary>
public sealed class WithdrawnConsents(AddressOwners owners, AddressHasher hasher, IPeople people)
{
    /// <summary>The events that follow for other users from what these events withdrew; empty when nobody shares the address. Costs nothing unless something was withdrawn.</summary>
    public async Task<IReadOnlyList<IncomingEvent>> FollowingAsync(IEnumerable<IncomingEvent> applied, CancellationToken cancel)
    {
        List<IncomingEvent> following = [];
        foreach (var each in applied)
        {
            foreach (var (name, purpose, said) in Said(each.Profile).Where(each => !each.Said.Given))
            {
                if (Enum.Parse<Channel>(name, ignoreCase: true) is var channel && await people.FindSurvivorAsync(each.UserId, cancel) is { } user)
                    await AddAsync(following, user, channel, new(Given: false, said.At, said.Source), purpose, cancel);
            }
        }

        return following;
    }

    private async Task AddAsync(List<IncomingEvent> following, User user, Channel channel, Consent no, string? purpose, CancellationToken cancel)
    {
        var address = channel switch { Channel.Email => user.Profile.Email?.Value, Channel.Sms => user.Profile.Phone?.Value, _ => null };
        if (address is null)
            return;
        foreach (var other in await owners.FindAsync(channel, hasher.Of(address), cancel))
        {
            if (other.Id != user.Id && other.Profile.AllSaid().Any(each =>
                each.Channel == channel && (purpose is null || each.Purpose == purpose) && each.Said.Given && each.Said.At <= no.At))
                following.Add(ConsentEvent.Of(other.Id, channel, no, purpose));
        }
    }

    // A "no" without a purpose is to every one.
    private static IEnumerable<(string Channel, string? Purpose, GivenConsent Said)> Said(ProfileUpdate? profile) => profile is null
        ? []
        : profile.Consents.Select(each => (each.Key, (string?)null, each.Value)).Concat(profile.PurposeConsents.Select(each => (each.Channel, (string?)each.Purpose, each.Consent)));
}
