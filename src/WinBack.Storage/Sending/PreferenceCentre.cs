using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// What somebody who has a link of ours says they want: which channels, how often, and a pause. It is said about the address that the link was sent
/// to, and so about every user who has it.
/// </summary>
public sealed class PreferenceCentre(ISuppressions suppressions, AddressOwners owners, IPeople people, OptOuts optOuts, AddressHasher hasher)
{
    private const string Source = "preference-centre";

    /// <summary>What holds now.</summary>
    public async Task<PreferenceView> ReadAsync(OptOutLink link, CancellationToken cancel = default)
    {
        var users = await owners.FindAsync(link.Channel, link.Address, cancel);
        var channels = new SortedDictionary<Channel, bool>
        {
            [link.Channel] = !await suppressions.IsSuppressedAsync(link.Channel, link.Address, cancel)
                && users.Any(user => Says(user, link.Channel) is true),
        };
        foreach (var (user, channel) in users.SelectMany(user => user.Profile.Consents.Keys.Select(channel => (user, channel))))
        {
            if (channel != link.Channel && Reach.Has(user, channel))
                channels[channel] = channels.GetValueOrDefault(channel) || Says(user, channel) is true;
        }

        return new(channels, users.Select(user => user.Preferences).Aggregate((Preferences?)null, Preferences.Newer) ?? Preferences.None);
    }

    /// <summary>Does what was said. Done when it returns: what stops comes first, and every suppression before the user rows. Repeating it changes nothing.</summary>
    /// <param name="link">Whose.</param>
    /// <param name="wishes">For the channels that were shown, whether they may go on.</param>
    /// <param name="preferences">Frequency and pause, dated now.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was done stays; who is not answered asks again.</param>
    public async Task SaveAsync(
        OptOutLink link, IReadOnlyDictionary<Channel, bool> wishes, Preferences preferences, ISequences sequences, CancellationToken cancel = default)
    {
        var users = await owners.FindAsync(link.Channel, link.Address, cancel);
        foreach (var (channel, on) in wishes.OrderBy(wish => wish.Value))
        {
            if (channel == link.Channel)
                await SayAsync(channel, link.Address, on, preferences.At, sequences, cancel);
            foreach (var address in users.Where(user => channel != link.Channel && Says(user, channel) is { } said && said != on).SelectMany(user => Reach.Addresses(user, channel)))
                await SayAsync(channel, hasher.Of(address), on, preferences.At, sequences, cancel);
            foreach (var user in users.Where(user => channel is Channel.Push or Channel.Webhook && Says(user, channel) is { } said && said != on))
                await optOuts.SayAsync(user, channel, new(on, preferences.At, Source), sequences, cancel);
        }

        foreach (var user in users)
            await people.ChangeAsync(user.Id, change => Keep(change, preferences), sequences, cancel);
    }

    private Task<int> SayAsync(Channel channel, AddressHash address, bool on, DateTimeOffset at, ISequences sequences, CancellationToken cancel) => on
        ? optOuts.StartAsync(channel, address, Source, at, sequences, cancel)
        : optOuts.StopAsync(channel, address, Source, at, sequences, cancel);

    private static bool Keep(PersonChange change, Preferences preferences)
    {
        if (change.IsNew || change.User.Preferences?.At >= preferences.At)
            return false;
        change.User = change.User with { Preferences = preferences };
        return true;
    }

    private static bool? Says(User user, Channel channel) => user.Profile.Consents.TryGetValue(channel, out var consent) ? consent.Given : null;
}

/// <summary>What the preference centre shows.</summary>
/// <param name="Channels">Channels that the person can be reached on, and whether they said yes.</param>
/// <param name="Preferences">Frequency and pause.</param>
public sealed record PreferenceView(IReadOnlyDictionary<Channel, bool> Channels, Preferences Preferences);
