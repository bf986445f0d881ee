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
public sealed class CampaignStore(ITables tables, TimeProvider clock) : ICampaigns, ICampaignPublisher, IBaseGaps
{
    private const int Tries = 20;

    private static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(15);

    private readonly ITable _campaigns = tables.Open(CampaignKeys.Table);
    private readonly ConcurrentDictionary<(string Campaign, string Hash), Campaign> _read = new();
    private Held? _held;

    /// <inheritdoc/>
    public ValueTask<CampaignSet> CurrentAsync(CancellationToken cancel = default) =>
        _held is { } held && clock.GetUtcNow() - held.At < StaysFresh ? ValueTask.FromResult(held.Set) : new(LoadAsync(cancel));

    /// <inheritdoc/>
    public async ValueTask<CampaignStatus?> StatusAsync(string campaign, CancellationToken cancel = default) =>
        (await ReadSetAsync(cancel)).Row.Campaigns.GetValueOrDefault(campaign)?.Status;

    /// <inheritdoc/>
    public async Task<CampaignFileResult> PublishAsync(string fileName, string text, string by, CancellationToken cancel = default)
    {
        var file = CampaignFile.Read(fileName, text);
        if (file.Campaign is not { } campaign)
            return file;
        var hash = CampaignKeys.Hash(text);
        var version = await ChangeAsync(Publish, cancel);
        return file with { Campaign = (await CurrentAsync(cancel)).Find(campaign.Id, version) };

        async Task<(SetEntry? Entry, string Campaign, int Version)> Publish(SetRow row)
        {
            var now = clock.GetUtcNow();
            var held = row.Campaigns.GetValueOrDefault(campaign.Id);
            var hashes = held?.Hashes ?? [];
            // Also when somebody paused it since: publishing what stands already is no word to go on.
            if (hashes.Count > 0 && hashes[^1] == hash)
                return (null, campaign.Id, hashes.Count);
            hashes = [.. hashes, hash];
            await WriteAsync(
                campaign.Id,
                cancel,
                new RowChange.Upsert(CampaignKeys.Version(hashes.Count, hash), Json(new(fileName, Encoding.UTF8.GetBytes(text), now, by), CampaignRows.Default.VersionRow)),
                StatusChange(campaign.Status, now, by));
            return (new(hashes, campaign.Status, held?.PublishedAt ?? FirstActive(campaign.Status, now)), campaign.Id, hashes.Count);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> SetStatusAsync(string campaign, CampaignStatus status, string by, CancellationToken cancel = default)
    {
        return await ChangeAsync(Change, cancel) > 0;

        async Task<(SetEntry? Entry, string Campaign, int Version)> Change(SetRow row)
        {
            if (row.Campaigns.GetValueOrDefault(campaign) is not { } held)
                return (null, campaign, 0);
            if (held.Status == status)
                return (null, campaign, held.Hashes.Count);
            var now = clock.GetUtcNow();
            await WriteAsync(campaign, cancel, StatusChange(status, now, by));
            return (held with { Status = status, PublishedAt = held.PublishedAt ?? FirstActive(status, now) }, campaign, held.Hashes.Count);
        }
    }

    /// <inheritdoc/>
    public Task SetAsync(string campaign, int version, int part, int gap, CancellationToken cancel = default)
    {
        return ChangeAsync(Change, cancel);

        Task<(SetEntry? Entry, string Campaign, int Version)> Change(SetRow row)
        {
            var held = row.Campaigns.GetValueOrDefault(campaign);
            if (held is null || held.Hashes.Count != version || (held.BaseGaps?.TryGetValue(part, out var stands) == true && stands == gap))
                return Task.FromResult<(SetEntry?, string, int)>((null, campaign, version));
            var gaps = new Dictionary<int, int>(held.BaseGaps ?? new Dictionary<int, int>()) { [part] = gap };
            return Task.FromResult<(SetEntry?, string, int)>((held with { BaseGaps = gaps }, campaign, version));
        }
    }

    private async Task<int> ChangeAsync(Func<SetRow, Task<(SetEntry? Entry, string Campaign, int Version)>> decide, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (row, etag) = await ReadSetAsync(cancel);
            var (entry, campaign, version) = await decide(row);
            if (entry is null)
                return version;
            var changed = row with
            {
                Version = row.Version + 1,
                Campaigns = new Dictionary<string, SetEntry>(row.Campaigns) { [campaign] = entry },
            };
            var data = Json(changed, CampaignRows.Default.SetRow);
            RowChange write = etag is null ? new RowChange.Insert(CampaignKeys.Set, data) : new RowChange.Replace(CampaignKeys.Set, data, etag);
            if (await _campaigns.BatchAsync(CampaignKeys.Set, [write], cancel) is not BatchResult.Done)
                continue;
            _held = null;   // this instance sees its own change at once; others within a cache's lifetime
            return version;
        }

        throw new InvalidOperationException($"The set of campaigns changed under each of {Tries} tries to write it.");
    }

    private async Task<CampaignSet> LoadAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (row, _) = await ReadSetAsync(cancel);
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
                var campaign = (await ReadVersionAsync(id, version, entry.Hashes[version - 1], cancel)) with
                {
                    Version = version,
                    Status = entry.Status,
                    PublishedAt = entry.PublishedAt,
                    ExcludeEverywhere = exclude,
                };
                if (version == entry.Hashes.Count && entry.BaseGaps is { } gaps)
                    campaign = campaign with { Lapse = campaign.Lapse?.Measured(gaps) };
                (version == entry.Hashes.Count ? current : earlier).Add(campaign);
            }
        }

        return new(row.Version, current, earlier);
    }

    private async Task<Campaign> ReadVersionAsync(string campaign, int version, string hash, CancellationToken cancel)
    {
        if (_read.TryGetValue((campaign, hash), out var known))
            return known;
        var row = await _campaigns.GetAsync(CampaignKeys.Partition(campaign), CampaignKeys.Version(version, hash), cancel)
            ?? throw new InvalidOperationException($"Version {version} of campaign {campaign} is in the set but not in the table.");
        var stored = JsonSerializer.Deserialize(row.Data.Span, CampaignRows.Default.VersionRow)!;
        var file = CampaignFile.Read(stored.FileName, Encoding.UTF8.GetString(stored.File));
        // What was published once must stay readable: the language only grows.
        return _read[(campaign, hash)] = file.Campaign ?? throw new InvalidOperationException($"Version {version} of campaign {campaign} can no longer be read: {file.Errors[0]}");
    }

    private async Task<(SetRow Row, string? ETag)> ReadSetAsync(CancellationToken cancel) =>
        await _campaigns.GetAsync(CampaignKeys.Set, CampaignKeys.Set, cancel) is { } row
            ? (JsonSerializer.Deserialize(row.Data.Span, CampaignRows.Default.SetRow)!, row.ETag)
            : (new(), null);

    private async Task WriteAsync(string campaign, CancellationToken cancel, params RowChange[] changes) =>
        _ = await _campaigns.BatchAsync(CampaignKeys.Partition(campaign), changes, cancel);

    private static RowChange.Upsert StatusChange(CampaignStatus status, DateTimeOffset at, string by) =>
        new(CampaignKeys.StatusChange(at, status), Json(new(status, at, by), CampaignRows.Default.StatusChangeRow));

    private static DateTimeOffset? FirstActive(CampaignStatus status, DateTimeOffset now) => status == CampaignStatus.Active ? now : null;

    private static ReadOnlyMemory<byte> Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    private sealed record Held(CampaignSet Set, DateTimeOffset At);
}
