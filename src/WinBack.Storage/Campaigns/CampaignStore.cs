using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WinBack.Core.Campaigns;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Campaigns;

/// <summary>
/// Published campaigns in the Campaigns table: versions are immutable, and one row, changed under its ETag, says which stands and how. Whoever
/// loses a race begins again from what the other wrote.
/// </summary>
public sealed class CampaignStore(ITables tables, TimeProvider clock, CampaignOptions? options = null) : ICampaigns, ICampaignPublisher, IBaseGaps
{
    private const int Tries = 20;

    private static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(15);

    private readonly ITable _campaigns = tables.Open(CampaignKeys.Table);
    private readonly CampaignOptions _options = options ?? new();
    private readonly ConcurrentDictionary<(string Campaign, string Hash), Campaign> _read = new();
    private Held? _held;

    /// <inheritdoc/>
    public bool RequiresApproval => _options.RequireApproval;

    /// <inheritdoc/>
    public ValueTask<CampaignSet> CurrentAsync(CancellationToken cancel = default) =>
        _held is { } held && clock.GetUtcNow() - held.At < StaysFresh ? ValueTask.FromResult(held.Set) : new(LoadAsync(cancel));

    /// <inheritdoc/>
    public async ValueTask<CampaignStatus?> StatusAsync(string campaign, CancellationToken cancel = default) =>
        (await SetRow.ReadAsync(_campaigns, cancel)).Row.Campaigns.GetValueOrDefault(campaign)?.Status;

    /// <inheritdoc/>
    public async Task<CampaignFileResult> PublishAsync(string fileName, string text, string by, CancellationToken cancel = default)
    {
        var file = CampaignFile.Read(fileName, text);
        if (file.Campaign is not { } campaign)
            return file;
        var hash = CampaignKeys.Hash(text);
        CampaignError? refused = null;
        var version = await ChangeAsync(campaign.Id, Publish, cancel);
        return refused is not null ? new(null, [refused]) : file with { Campaign = (await CurrentAsync(cancel)).Find(campaign.Id, version) };

        async Task<Decision> Publish(SetEntry? held)
        {
            // Also when somebody paused it since: publishing what stands already is no word to go on.
            if (held is not null && held.Hashes[^1] == hash)
                return new(null, null, held.Last);
            refused = Refusal(fileName, held, campaign.Status);
            if (refused is not null)
                return default;
            var now = clock.GetUtcNow();
            var status = _options.RequireApproval ? CampaignStatus.Draft : GuardChanges.Published(held, campaign.Status);
            var entry = await CarriedAsync(campaign.Id, held, CampaignChanges.Publish(held, hash, status, _options.RequireApproval, now), campaign.Guards, cancel);
            if (GuardChanges.Objection(held, entry, campaign) is { } objection)
                refused = new(fileName, 1, 1, "guards.budget", "a sum that is spent", $"a larger one: {objection}");
            if (refused is not null)
                return default;
            var row = new VersionRow(fileName, Encoding.UTF8.GetBytes(text), now, by);
            _ = await _campaigns.BatchAsync(
                CampaignKeys.Partition(campaign.Id), [new RowChange.Upsert(CampaignKeys.Version(entry.Last, hash), Json(row, CampaignRows.Default.VersionRow))], cancel);
            DeedRow deed = new("published", entry.Last, entry.Pending ?? entry.Status, now, by);
            return new(entry, status == campaign.Status ? deed : deed with { Why = GuardPauseText.StaysPaused(campaign with { Status = status, GuardPause = entry.GuardPause }) }, entry.Last);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> SetStatusAsync(string campaign, CampaignStatus status, string by, CancellationToken cancel = default)
    {
        return await ChangeAsync(campaign, Change, cancel) > 0;

        async Task<Decision> Change(SetEntry? held)
        {
            if (held is null)
                return default;
            var now = clock.GetUtcNow();
            var (entry, version) = CampaignChanges.SetStatus(held, status, _options.RequireApproval, now);
            if (entry == held)
                return new(null, null, held.Last);
            if (status == CampaignStatus.Approved && await AuthorAsync(campaign, held, cancel) is var author && CampaignLife.IsSamePerson(by, author))
                throw new CampaignRefusedException($"version {version} was published by {author}; somebody else approves it");
            if (status == CampaignStatus.Active && await ReadVersionAsync(campaign, entry.Stands, entry, cancel) is var coming)
            {
                if (GuardChanges.Objection(held, entry, coming) is { } objection)
                    throw new CampaignRefusedException(objection);
                entry = await CarriedAsync(campaign, held, entry, coming.Guards, cancel);
            }

            return new(entry, new(CampaignLife.Name(status), version, status, now, by), held.Last);
        }
    }

    /// <inheritdoc/>
    public Task SetAsync(string campaign, int version, int part, int gap, CancellationToken cancel = default)
    {
        return ChangeAsync(campaign, Change, cancel);

        Task<Decision> Change(SetEntry? held)
        {
            if (held is null || held.Stands != version || (held.BaseGaps?.TryGetValue(part, out var stands) == true && stands == gap))
                return Task.FromResult(default(Decision));
            var gaps = new Dictionary<int, int>(held.BaseGaps ?? new Dictionary<int, int>()) { [part] = gap };
            return Task.FromResult(new Decision(held with { BaseGaps = gaps }, null, version));      // nobody's deed
        }
    }

    /// <summary>
    /// Pauses a campaign because guards tripped, in one write with the deed in its log and the word of it that is still to be handed on. Nothing is done where the
    /// campaign is not active any more, another version stands than was judged, or guards paused it since: of two that judge at once, one pauses.
    /// </summary>
    /// <param name="judged">As it was when its guards were judged.</param>
    /// <param name="trips">What tripped; at least one.</param>
    /// <param name="notice">The word of it, made of what was written; null where nobody is to hear.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Whether it was paused by this.</returns>
    public async Task<bool> PauseAsync(Campaign judged, IReadOnlyList<GuardTrip> trips, Func<GuardPause, ReadOnlyMemory<byte>>? notice, CancellationToken cancel = default)
    {
        var isPaused = false;
        await ChangeAsync(judged.Id, Change, cancel);
        return isPaused;

        Task<Decision> Change(SetEntry? held)
        {
            isPaused = held is not null && GuardChanges.IsAsJudged(held, judged);
            if (!isPaused)
                return Task.FromResult(default(Decision));
            var now = clock.GetUtcNow();
            var entry = GuardChanges.Pause(held!, trips, now);
            DeedRow deed = new(CampaignLife.Name(entry.Status), entry.Stands, entry.Status, now, GuardNames.By) { Why = string.Join("; ", trips.Select(trip => trip.Says)) };
            RowChange? word = notice is null ? null : new RowChange.Insert(CampaignKeys.GuardNotice(judged.Id, entry.GuardPause!.Number), notice(entry.GuardPause));
            return Task.FromResult(new Decision(entry, deed, entry.Stands) { Beside = word });
        }
    }

    /// <inheritdoc/>
    public async Task<InFlightRule?> MoveInFlightAsync(string campaign, string by, CancellationToken cancel = default)
    {
        InFlightRule? rule = null;
        await ChangeAsync(campaign, Change, cancel);
        return rule;

        async Task<Decision> Change(SetEntry? held)
        {
            if (held is null)
                return default;
            if (held.Pending is not null)
                throw new CampaignRefusedException($"version {held.Last} waits to be activated; that comes first");
            rule = new(held.Stands, await AlikeAsync(campaign, held, cancel));
            if (rule.From.Count == 0)
                throw new CampaignRefusedException($"no earlier version enters and measures people as version {held.Stands} does ({string.Join(", ", InFlightKeys.All)})");
            return new(held with { InFlight = rule }, new("moved", held.Stands, held.Status, clock.GetUtcNow(), by), held.Stands);
        }
    }

    private async Task<IReadOnlyList<int>> AlikeAsync(string campaign, SetEntry held, CancellationToken cancel)
    {
        List<int> alike = [];
        var standing = await VersionRow.ReadAsync(_campaigns, campaign, held, held.Stands, cancel);
        for (var version = 1; version < held.Stands; version++)
        {
            if (InFlightKeys.AreAlike(await VersionRow.ReadAsync(_campaigns, campaign, held, version, cancel), standing))
                alike.Add(version);
        }

        return alike;
    }

    // The entry with what stays accepted of its pauses, where another version takes its place.
    private async Task<SetEntry> CarriedAsync(string campaign, SetEntry? held, SetEntry entry, GuardRules coming, CancellationToken cancel) =>
        held is { GuardPause: not null } && entry.Stands != held.Stands
            ? entry with { GuardPause = GuardChanges.Carried(held, (await ReadVersionAsync(campaign, held.Stands, held, cancel)).Guards, coming)! with { IsResumed = entry.GuardPause!.IsResumed } }
            : entry;

    private CampaignError? Refusal(string fileName, SetEntry? held, CampaignStatus wanted) =>
        held is not null && CampaignLife.Objection(held.Status, wanted, requireApproval: false) is { } objection && (held.Status == CampaignStatus.Archived || !_options.RequireApproval)
            ? new(fileName, 1, 1, "status", CampaignLife.Name(wanted), $"what may follow: of the campaign published here, {objection}")
            : null;

    private async Task<string> AuthorAsync(string campaign, SetEntry held, CancellationToken cancel) =>
        (await VersionRow.ReadAsync(_campaigns, campaign, held, held.Last, cancel)).By;

    private async Task<int> ChangeAsync(string campaign, Func<SetEntry?, Task<Decision>> decide, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (row, etag) = await SetRow.ReadAsync(_campaigns, cancel);
            var decision = await decide(row.Campaigns.GetValueOrDefault(campaign));
            if (decision.Entry is not { } entry)
                return decision.Version;
            var changed = row with
            {
                Version = row.Version + 1,
                Campaigns = new Dictionary<string, SetEntry>(row.Campaigns) { [campaign] = entry },
            };
            var data = Json(changed, CampaignRows.Default.SetRow);
            RowChange write = etag is null ? new RowChange.Insert(CampaignKeys.Set, data) : new RowChange.Replace(CampaignKeys.Set, data, etag);
            List<RowChange> writes = [write];
            if (decision.Deed is { } deed)
                writes.Add(new RowChange.Upsert(CampaignKeys.Deed(campaign, changed.Version), Json(deed, CampaignRows.Default.DeedRow)));
            if (decision.Beside is { } beside)
                writes.Add(beside);
            if (await _campaigns.BatchAsync(CampaignKeys.Set, writes, cancel) is not BatchResult.Done)
                continue;
            _held = null;   // this instance sees its own change at once; others within a cache's lifetime
            return decision.Version;
        }

        throw new InvalidOperationException($"The set of campaigns changed under each of {Tries} tries to write it.");
    }

    private async Task<CampaignSet> LoadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (row, _) = await SetRow.ReadAsync(_campaigns, cancel);
        var set = _held?.Set is { } held && held.Version == row.Version ? held : await MakeAsync(row, cancel);
        _held = new(set, now);
        return set;
    }

    private async Task<CampaignSet> MakeAsync(SetRow row, CancellationToken cancel)
    {
        List<Campaign> current = [], earlier = [];
        var exclude = await ExclusionStore.ReadAsync(_campaigns, cancel);
        foreach (var (id, entry) in row.Campaigns)
        {
            for (var version = 1; version <= entry.Hashes.Count; version++)
            {
                var campaign = (await ReadVersionAsync(id, version, entry, cancel)) with
                {
                    Version = version,
                    Status = version > entry.Stands ? entry.Pending!.Value : entry.Status,
                    PublishedAt = entry.PublishedAt,
                    InFlight = entry.InFlight,
                    GuardPause = entry.GuardPause,
                    ExcludeEverywhere = exclude,
                };
                if (version == entry.Stands && entry.BaseGaps is { } gaps)
                    campaign = campaign with { Lapse = campaign.Lapse?.Measured(gaps) };
                (version == entry.Stands ? current : earlier).Add(campaign);
            }
        }

        return new(row.Version, current, earlier) { ExcludeEverywhere = exclude };
    }

    private async Task<Campaign> ReadVersionAsync(string campaign, int version, SetEntry entry, CancellationToken cancel)
    {
        var hash = entry.Hashes[version - 1];
        if (_read.TryGetValue((campaign, hash), out var known))
            return known;
        var stored = await VersionRow.ReadAsync(_campaigns, campaign, entry, version, cancel);
        var file = CampaignFile.ReadPublished(stored.FileName, Encoding.UTF8.GetString(stored.File));
        // What was published once must stay readable: the language only grows.
        return _read[(campaign, hash)] = file.Campaign ?? throw new InvalidOperationException($"Version {version} of campaign {campaign} can no longer be read: {file.Errors[0]}");
    }

    private static ReadOnlyMemory<byte> Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private sealed record Held(CampaignSet Set, DateTimeOffset At);

    private readonly record struct Decision(SetEntry? Entry, DeedRow? Deed, int Version)
    {
        public RowChange? Beside { get; init; }
    }
}
