using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// What somebody says about an address rather than about a user: a click to unsubscribe, STOP and START, a complaint. Done when it returns: the
/// suppression first, then every user who has the address. What was said later holds, however late it is delivered.
/// </summary>
public sealed class OptOuts(ISuppressions suppressions, AddressOwners owners, EventIngest ingest)
{
    /// <summary>Ends the messages to an address on a channel, for every purpose. Repeating it changes nothing.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="address">The address.</param>
    /// <param name="reason">Why, as it stands in the suppression: <c>unsubscribe</c>, <c>stop</c>, <c>complaint</c>.</param>
    /// <param name="at">When it was said. A consent that is newer stands, unless a source merely dated it ahead of our clock.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was done stays; who is not answered asks again.</param>
    /// <returns>How many users it reached.</returns>
    public async Task<int> StopAsync(
        Channel channel, AddressHash address, string reason, DateTimeOffset at, ISequences sequences, CancellationToken cancel = default)
    {
        await suppressions.SuppressAsync(channel, address, reason, at, cancel);
        return await SayAsync(channel, address, new(Given: false, at, reason), sequences, cancel);
    }

    /// <summary>As the other, for the address of a person who is being erased: their own row is emptied at once, so that no opt-out of theirs is counted.</summary>
    internal async Task EraseAsync(Channel channel, AddressHash address, IReadOnlyList<string> erased, DateTimeOffset at, ISequences sequences, CancellationToken cancel)
    {
        await suppressions.SuppressAsync(channel, address, "erasure", at, cancel);
        await SayAsync(channel, address, new(Given: false, at, "erasure"), sequences, cancel, erased);
    }

    /// <summary>Takes up the messages to an address again, because its owner asked for them there. A stop that is newer stands.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="address">The address.</param>
    /// <param name="reason">Where it was said.</param>
    /// <param name="at">When it was said.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was done stays; who is not answered asks again.</param>
    public Task<int> StartAsync(
        Channel channel, AddressHash address, string reason, DateTimeOffset at, ISequences sequences, CancellationToken cancel = default) =>
        StartPurposeAsync(channel, address, purpose: null, reason, at, sequences, cancel);

    /// <summary>As the other, for one purpose; null for the default one. What was agreed to for others before a stop stays ended.</summary>
    internal async Task<int> StartPurposeAsync(
        Channel channel, AddressHash address, string? purpose, string reason, DateTimeOffset at, ISequences sequences, CancellationToken cancel)
    {
        await suppressions.LiftAsync(channel, address, reason, at, cancel);
        return await SayAsync(channel, address, new(Given: true, at, reason), sequences, cancel, purpose: purpose);
    }

    /// <summary>Ends the messages to an address for one purpose. Others go on; where none is left the address is suppressed.</summary>
    internal Task<int> StopPurposeAsync(
        Channel channel, AddressHash address, string purpose, string reason, DateTimeOffset at, ISequences sequences, CancellationToken cancel) =>
        SayAsync(channel, address, new(Given: false, at, reason), sequences, cancel, purpose: purpose);

    private async Task<int> SayAsync(
        Channel channel, AddressHash address, Consent said, ISequences sequences, CancellationToken cancel, IReadOnlyList<string>? except = null, string? purpose = null)
    {
        var reached = await owners.FindAsync(channel, address, cancel);
        foreach (var user in reached.Where(user => except?.Contains(user.Id) != true))
            await SayAsync(user, channel, said, sequences, cancel, purpose);
        return reached.Count;
    }

    /// <summary>Lets one user hear what was said, by an event of their own.</summary>
    internal async Task SayAsync(User user, Channel channel, Consent said, ISequences sequences, CancellationToken cancel, string? purpose = null)
    {
        if (Heard(user.Profile, channel, said, purpose) is { } consent)
            await ingest.ApplyAsync([new(0, ConsentEvent.Of(user.Id, channel, consent, purpose))], sequences, cancel);
    }

    /// <summary>What becomes of what is held; null when it stays.</summary>
    private static Consent? Heard(Profile profile, Channel channel, Consent said, string? purpose)
    {
        if (said.Given)
            return profile.Said(channel, purpose ?? ConsentPurpose.Default) is var held && (held is null || (!held.Given && said.At > held.At)) ? said : null;
        // Seen here: it must hold even if a source dated a consent ahead of our clock. On a tie "no" wins.
        var ended = profile.AllSaid().Where(each => each.Channel == channel && (purpose is null || each.Purpose == purpose))
            .Where(each => each.Said.Given && each.Said.At <= said.At + EventLimits.Ahead).Select(each => each.Said.At).ToList();
        return ended.Count == 0 ? null : said with { At = ended.Append(said.At).Max() };
    }
}
