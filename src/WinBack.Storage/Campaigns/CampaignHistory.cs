using System.Text;
using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Campaigns;

/// <summary>Reads the Campaigns table for people.</summary>
public sealed class CampaignHistory(ITables tables) : ICampaignHistory
{
    private readonly ITable _campaigns = tables.Open(CampaignKeys.Table);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CampaignDeed>> LogAsync(string campaign, CancellationToken cancel = default)
    {
        List<CampaignDeed> deeds = [];
        await foreach (var row in _campaigns.ReadRangeAsync(CampaignKeys.Partition(campaign), CampaignKeys.StatusChanges, cancel))
        {
            var change = JsonSerializer.Deserialize(row.Data.Span, CampaignRows.Default.StatusChangeRow)!;
            deeds.Add(new(change.At, change.By, CampaignLife.Name(change.Status), Version: null, change.Status));
        }

        await foreach (var row in _campaigns.ReadRangeAsync(CampaignKeys.Set, CampaignKeys.Deeds(campaign), cancel))
        {
            var deed = JsonSerializer.Deserialize(row.Data.Span, CampaignRows.Default.DeedRow)!;
            deeds.Add(new(deed.At, deed.By, deed.What, deed.Version, deed.Status) { Why = deed.Why });
        }

        return deeds;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, PendingVersion>> PendingAsync(CancellationToken cancel = default) =>
        (await SetRow.ReadAsync(_campaigns, cancel)).Row.Campaigns
            .Where(pair => pair.Value.Pending is not null)
            .ToDictionary(pair => pair.Key, pair => new PendingVersion(pair.Value.Last, pair.Value.Pending!.Value), StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<PublishedFile?> FileAsync(string campaign, int? version = null, CancellationToken cancel = default)
    {
        if ((await SetRow.ReadAsync(_campaigns, cancel)).Row.Campaigns.GetValueOrDefault(campaign) is not { } entry)
            return null;
        var wanted = version ?? entry.Stands;
        if (wanted < 1 || wanted > entry.Last)
            return null;
        var row = await VersionRow.ReadAsync(_campaigns, campaign, entry, wanted, cancel);
        return new(row.FileName, Encoding.UTF8.GetString(row.File), wanted, row.By);
    }
}
