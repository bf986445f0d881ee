using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// What somebody says about an address rather than about a user: a click to unsubscribe, STOP and START, a complaint. Done when it returns: the
/// suppression first, then every user who has the address.
/// </summary>
public sealed class OptOuts(ISuppressions suppressions, AddressBook addresses, IPeople people, EventIngest ingest, TimeProvider clock)
{
    /// <summary>Ends the messages to an address on a channel. Repeating it changes nothing.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="address">The address.</param>
    /// <param name="reason">Why, as it stands in the suppression: <c>unsubscribe</c>, <c>stop</c>, <c>complaint</c>.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was done stays; who is not answered asks again.</param>
    /// <returns>How many users it reached.</returns>
    public async Task<int> StopAsync(Channel channel, AddressHash address, string reason, ISequences sequences, CancellationToken cancel = default)
    {
        await suppressions.SuppressAsync(channel, address, reason, clock.GetUtcNow(), cancel);
        return await SayAsync(channel, address, given: false, reason, sequences, cancel);
    }

    /// <summary>Takes up the messages to an address again, because its owner asked for them there.</summary>
    public async Task<int> StartAsync(Channel channel, AddressHash address, string reason, ISequences sequences, CancellationToken cancel = default)
    {
        await suppressions.LiftAsync(channel, address, reason, clock.GetUtcNow(), cancel);
        return await SayAsync(channel, address, given: true, reason, sequences, cancel);
    }

    private async Task<int> SayAsync(Channel channel, AddressHash address, bool given, string source, ISequences sequences, CancellationToken cancel)
    {
        var reached = 0;
        foreach (var userId in await addresses.UsersAsync(channel, address, cancel))
        {
            if (await people.FindAsync(userId, cancel) is not { } user || !addresses.Holds(user.Profile, channel, address))
                continue;
            reached++;
            var held = user.Profile.Consents.GetValueOrDefault(channel);
            if (held?.Given == given || (held is null && !given))
                continue;
            // Seen here and now: it must hold even if a source dated the consent ahead of our clock.
            var now = clock.GetUtcNow();
            await ingest.ApplyAsync([new(0, ConsentEvent.Of(userId, channel, new(given, held?.At > now ? held.At.AddTicks(1) : now, source)))], sequences, cancel);
        }

        return reached;
    }
}
