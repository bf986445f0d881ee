using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>
/// Gathers, for the audit, what left the house. The outbox is a witness of its own where it is the channel; a provider keeps none for us, so there
/// it is the ledger, and the trail that each beginning to send leaves. An attempt that stands in both counts once.
/// </summary>
public sealed class WhatLeft(Outbox outbox, SentAttempts attempts, ISuppressions suppressions, StorageLayout layout)
{
    /// <summary>What the outbox holds, by user id. In memory: one small entry for each message.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="to">Last UTC day.</param>
    /// <param name="shard">Users of this shard only; null for all. The whole outbox is read either way.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task<Dictionary<string, List<Departure>>> InOutboxAsync(DateOnly from, DateOnly to, int? shard, CancellationToken cancel)
    {
        var byUser = new Dictionary<string, List<Departure>>(StringComparer.Ordinal);
        if (await outbox.LatestDayAsync(cancel) is not { } latest)
            return byUser;
        await foreach (var (id, entry) in outbox.ReadHeadersAsync(from, latest < to ? latest : to, cancel))
        {
            // To a seed address, for whoever wrote the campaign. It hides nobody: a message to a user says whose it is.
            if (entry.Message is { IsTest: true, UserId.Length: 0 })
                continue;
            if (shard is { } only && KeyText.Shard(entry.Message.UserId, layout.PeopleShards) != only)
                continue;
            if (!byUser.TryGetValue(entry.Message.UserId, out var mine))
                byUser.Add(entry.Message.UserId, mine = []);
            mine.Add(await DepartureAsync(id, entry, cancel));
        }

        return byUser;
    }

    /// <summary>Reads the trails of a shard, and since when their addresses have been suppressed: each address once.</summary>
    internal async Task<ShardTrails> TrailsAsync(int shard, CancellationToken cancel)
    {
        var trails = new ShardTrails(shard);
        var known = new Dictionary<(Channel, string), DateTimeOffset?>();
        await foreach (var sent in attempts.AllAsync(shard, cancel))
        {
            DateTimeOffset? since = null;
            foreach (var address in sent.To ?? [])
            {
                if (!known.TryGetValue((sent.Channel, address), out var one))
                    known.Add((sent.Channel, address), one = await suppressions.SuppressedSinceAsync(sent.Channel, AddressHash.FromHex(address), cancel));
                since = Earlier(since, one);
            }

            trails.Add(sent, since);
        }

        return trails;
    }

    /// <summary>All departures of a person; takes their trails.</summary>
    /// <param name="rows">The person's rows.</param>
    /// <param name="outboxed">What the outbox holds of them.</param>
    /// <param name="trails">Of the shard.</param>
    /// <param name="settledBy">What began later may still move under the audit: its trail is not compared with its row.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task<IReadOnlyList<Departure>> OfAsync(
        PersonRows rows, IReadOnlyList<Departure> outboxed, ShardTrails trails, DateTimeOffset settledBy, CancellationToken cancel)
    {
        List<Departure> all = [];
        var told = outboxed.ToLookup(departure => departure.Attempt, StringComparer.Ordinal);
        var begun = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var entry in rows.Ledger)
        {
            if (Departure.KeyOf(rows.User, entry) is not { } attempt)
                continue;
            var trail = trails.Take(attempt);
            if (trail?.At <= settledBy && entry.SendingAt <= settledBy)
                begun[attempt] = trail.Value.At;
            if (!told.Contains(attempt) && Departure.Of(rows.User, entry) is { } left)
                all.Add(left with { SuppressedSince = trail is { KnowsAddress: true } known ? known.SuppressedSince : await SinceAsync(rows, left, cancel) });
        }

        all.AddRange(outboxed);
        return [.. all.Select(each => begun.TryGetValue(each.Attempt, out var at) ? each with { TrailAt = at } : each)];
    }

    /// <summary>The trail of an attempt as it is now; null when it is gone.</summary>
    internal ValueTask<SentAttempt?> FindAsync(AttemptReference reference, CancellationToken cancel) => attempts.FindAsync(reference, cancel);

    private async Task<Departure> DepartureAsync(string id, OutboxHeader entry, CancellationToken cancel)
    {
        var message = entry.Message;
        DateTimeOffset? since = null;
        foreach (var address in message.Addresses)
            since = Earlier(since, await suppressions.SuppressedSinceAsync(message.Channel, address, cancel));
        return new()
        {
            Id = id,
            Attempt = message.Key,
            UserId = message.UserId,
            Channel = message.Channel,
            Campaign = message.Campaign,
            Touch = message.Touch,
            At = entry.At,
            SuppressedSince = since,
        };
    }

    // Suppressed devices are left out of a push, so only when all were is it certain that one of them was written to.
    private async Task<DateTimeOffset?> SinceAsync(PersonRows rows, Departure left, CancellationToken cancel)
    {
        DateTimeOffset? latest = null;
        foreach (var address in AddressThen.Of(rows.User, rows.Events, left.Channel, left.At))
        {
            if (await suppressions.SuppressedSinceAsync(left.Channel, address, cancel) is not { } since)
                return null;
            latest = latest > since ? latest : since;
        }

        return latest;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;
}

/// <summary>What is kept about one person: the rows that an audit reads.</summary>
internal sealed record PersonRows(User User, IReadOnlyList<StoredEvent> Events, IReadOnlyList<Enrolment> Enrolments, IReadOnlyList<LedgerEntry> Ledger);
