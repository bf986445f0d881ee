using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>Sums up the facts of one day of enrolment, shard by shard: memory is that of the enrolments of a shard.</summary>
internal static class DayOfFacts
{
    /// <summary>The sums; from the same facts always the same.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="campaign">Campaign id.</param>
    /// <param name="day">UTC day of enrolment.</param>
    /// <param name="strays">Takes outcomes that lie under this day and belong to another, as facts from before were kept; null to leave them.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Rollup> SumAsync(IFacts facts, string campaign, DateOnly day, List<Fact>? strays, CancellationToken cancel)
    {
        Rollup sum = new();
        for (var shard = 0; shard < facts.Shards; shard++)
        {
            var tally = new CampaignTally();
            await foreach (var fact in facts.ReadAsync(campaign, day, shard, cancel))
                tally.Add(fact);
            sum.Add(tally.ToRollup());
            strays?.AddRange(tally.StrayOutcomes.Where(each => each.EnrolledAt is { } at && DateOnly.FromDateTime(at.UtcDateTime) != day));
        }

        return sum.Bounded();
    }
}
