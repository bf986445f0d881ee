using WinBack.Core.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Measures the cut points of recency, frequency and value from the user rows alone.</summary>
public sealed class RfmReader(IPeople people, StorageLayout layout, TimeProvider clock)
{
    /// <summary>Measures. Costs one read for each thousand users.</summary>
    /// <param name="type">Event type.</param>
    /// <param name="within">UTC days that count.</param>
    /// <param name="enough">Users to look at, in whole shards, each of which is a fair sample of all; <see cref="int.MaxValue"/> for all.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RfmBase> ReadAsync(string type, int within, int enough = ReachReader.Enough, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var samples = new List<RfmSample>();
        var (looked, shard) = (0L, 0);
        for (; shard < layout.PeopleShards && looked < enough; shard++)
        {
            await foreach (var user in people.AllAsync(shard, cancel: cancel))
            {
                looked++;
                if (user.MergedInto is null && RfmRule.Sample(user, type, within, now) is { } sample)
                    samples.Add(sample);
            }
        }

        var share = (double)shard / layout.PeopleShards;
        var cuts = RfmCuts.Of(samples);
        return new(type, within, looked, share, samples.Count, cuts, cuts is null ? [] : Cells(new(type, within, cuts.Recency, cuts.Frequency, cuts.Monetary), samples, share));
    }

    private static List<RfmCell> Cells(RfmRule rule, List<RfmSample> samples, double share)
    {
        var counts = samples.Select(rule.Score).CountBy(score => (score.Recency, score.Frequency)).ToDictionary();
        return
        [
            .. from recency in Enumerable.Range(1, RfmRule.Cuts + 1).Reverse()
               from frequency in Enumerable.Range(1, RfmRule.Cuts + 1)
               select new RfmCell(recency, frequency, (long)Math.Round(counts.GetValueOrDefault((recency, frequency)) / share)),
        ];
    }
}
