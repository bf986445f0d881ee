using System.Globalization;
using System.Text;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Lapse;

/// <summary>
/// Places under the campaigns' daily ceilings. A scan takes them from the day's counter before it decides, so that scans beside each other
/// never let in more than the ceiling together; what a crashed scan had taken is lost for the day.
/// </summary>
public sealed class Admissions(ITables tables)
{
    private const int Tries = 20;

    private readonly ITable _entries = tables.Open("Entries");

    /// <summary>Takes up to <paramref name="wanted"/> places in each campaign that has a ceiling.</summary>
    public async Task<IAdmission> TakeAsync(CampaignSet campaigns, int wanted, DateTimeOffset now, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var campaign in campaigns.Active)
        {
            if (EntryCeiling.On(campaign.Entry, DateOnly.FromDateTime((campaign.PublishedAt ?? now).UtcDateTime), today) is { } ceiling)
                taken[campaign.Id] = await TakeAsync(campaign.Id, today, ceiling, wanted, cancel);
        }

        return new Day(taken, new(today.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
    }

    /// <summary>Gives back what a scan did not use.</summary>
    public async Task ReturnAsync(IAdmission admission, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var (campaign, left) in ((Day)admission).Left)
            await TakeAsync(campaign, DateOnly.FromDateTime(now.UtcDateTime), int.MaxValue, -left, cancel);
    }

    private async Task<int> TakeAsync(string campaign, DateOnly day, int ceiling, int wanted, CancellationToken cancel)
    {
        var row = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        for (var attempt = 0; attempt < Tries && wanted != 0; attempt++)
        {
            var held = await _entries.GetAsync(KeyText.Encode(campaign), row, cancel);
            var used = held is null ? 0 : int.Parse(Encoding.UTF8.GetString(held.Data.Span), CultureInfo.InvariantCulture);
            var take = Math.Min(wanted, ceiling - used);
            if (take == 0 || (take < 0 && wanted > 0))
                return 0;
            var data = Encoding.UTF8.GetBytes((used + take).ToString(CultureInfo.InvariantCulture));
            RowChange write = held is null ? new RowChange.Insert(row, data) : new RowChange.Replace(row, data, held.ETag);
            if (await _entries.BatchAsync(KeyText.Encode(campaign), [write], cancel) is BatchResult.Done)
                return take;
        }

        return 0;   // nobody enters in this scan: later is safe, too many is not
    }

    private sealed class Day(Dictionary<string, int> left, DateTimeOffset tomorrow) : IAdmission
    {
        private readonly HashSet<(string Campaign, string User)> _admitted = [];

        public IEnumerable<(string Campaign, int Left)> Left => left.Where(pair => pair.Value > 0).Select(pair => (pair.Key, pair.Value));

        public DateTimeOffset? Admit(Campaign campaign, string userId)
        {
            if (!left.TryGetValue(campaign.Id, out var places) || _admitted.Contains((campaign.Id, userId)))
                return null;
            if (places == 0)
                return tomorrow;
            left[campaign.Id] = places - 1;
            _admitted.Add((campaign.Id, userId));
            return null;
        }
    }
}
