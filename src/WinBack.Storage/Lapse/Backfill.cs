using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Lapse;

/// <summary>
/// Brings users up to a newly published campaign set whom no event touches: a walk over all users of a shard, a bounded number per scan, resumed
/// from where it stood. Users that an event touched meanwhile are up to date already and cost one row of a page.
/// </summary>
public sealed class Backfill(ITables tables, IPeople people, BaseRhythms rhythms, IInFlight inFlight, LapseOptions options, TimeProvider clock)
{
    // Two lifetimes of the campaign cache: before that, an instance may still judge by the set before.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(30);

    private readonly ITable _progress = tables.Open("Backfill");
    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <summary>Goes on with the back-fill of a shard, if one is under way or due.</summary>
    public async Task<ScanResult> ContinueAsync(int shard, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        var key = PeopleKeys.Partition(shard);
        var row = await _progress.GetAsync(key, "progress", cancel);
        var progress = row is null ? new() : JsonSerializer.Deserialize(row.Data.Span, BackfillRows.Default.BackfillProgress)!;
        var now = clock.GetUtcNow();
        if (progress.Done >= campaigns.Version)
            return default;
        if (progress.Version < campaigns.Version)
            progress = new() { Version = campaigns.Version, Done = progress.Done, SeenAt = now };
        var count = 0;
        if (now - progress.SeenAt >= Settles)
            (progress, count) = await WalkAsync(shard, progress, campaigns, sequences, cancel);
        await _progress.BatchAsync(
            key, [new RowChange.Upsert("progress", JsonSerializer.SerializeToUtf8Bytes(progress, BackfillRows.Default.BackfillProgress))], cancel);
        return new() { Backfilled = count };
    }

    private async Task<(BackfillProgress Progress, int Count)> WalkAsync(
        int shard, BackfillProgress progress, CampaignSet campaigns, ISequences sequences, CancellationToken cancel)
    {
        var (looked, count) = (0, 0);
        var wanted = BaseGaps.Wanted(campaigns).ToList();
        await foreach (var user in people.AllAsync(shard, progress.After, cancel))
        {
            if ((user.JudgedBy < campaigns.Version || inFlight.Applies(user, campaigns)) && await people.ChangeAsync(user.Id, change => Refresh(change, campaigns), sequences, cancel))
                count++;
            foreach (var (campaign, part) in user.MergedInto is null ? wanted : [])
                BaseGaps.Add(progress.CountsOf(campaign.Id, part), user.Activity, campaign.Lapse!.Parts[part]);
            progress = progress with { After = user.Id };
            if (++looked >= options.BackfillPerScan)
                return (progress, count);
        }

        foreach (var (campaign, part) in wanted)
            await rhythms.AddAsync(shard, progress.Version, campaign, part, progress.CountsOf(campaign.Id, part), cancel);
        return (progress with { Done = progress.Version, After = null, Gaps = [] }, count);
    }

    private bool Refresh(PersonChange change, CampaignSet campaigns)
    {
        if (change.IsNew)
            return false;
        var isMoved = inFlight.Move(change, campaigns);
        if (change.User.JudgedBy >= campaigns.Version)
            return isMoved;
        var bound = NextCheck.Of(change.User, campaigns, _fallback, change.Now);
        change.User = change.User with { JudgedBy = campaigns.Version };
        if (bound is { } at && (change.User.NextCheck is not { } filed || at < filed))
            change.FileCheck(at);
        return true;
    }
}

/// <summary>How far a shard's back-fill has come.</summary>
internal sealed record BackfillProgress
{
    private Dictionary<string, Dictionary<int, long>>? _gaps;

    /// <summary>Campaign-set version being filled in.</summary>
    public long Version { get; init; }

    /// <summary>Version that every user of the shard has been judged by.</summary>
    public long Done { get; init; }

    /// <summary>When this version was first seen here.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Last user looked at.</summary>
    public string? After { get; init; }

    /// <summary>Gaps counted so far by silence and days, where everybody's rhythm is measured.</summary>
    public Dictionary<string, Dictionary<int, long>> Gaps { get => _gaps ??= []; init => _gaps = value; }

    /// <summary>The counts of one silence, to add to.</summary>
    public Dictionary<int, long> CountsOf(string campaign, int part)
    {
        var key = FormattableString.Invariant($"{campaign}/{part}");
        if (!Gaps.TryGetValue(key, out var counts))
            Gaps.Add(key, counts = []);
        return counts;
    }
}

[JsonSerializable(typeof(BackfillProgress))]
internal sealed partial class BackfillRows : JsonSerializerContext;
