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
    /// <param name="asOf">Outcomes of windows that end later are not counted yet.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<SummedDay> SumAsync(IFacts facts, string campaign, DateOnly day, DateTimeOffset asOf, CancellationToken cancel)
    {
        Rollup sum = new();
        List<Fact> strays = [];
        var hasLater = false;
        for (var shard = 0; shard < facts.Shards; shard++)
        {
            var tally = new CampaignTally(asOf);
            await foreach (var fact in facts.ReadShardAsync(campaign, day, shard, cancel))
                tally.Add(fact);
            sum.Add(tally.ToRollup());
            hasLater |= tally.HasLaterOutcomes;
            strays.AddRange(tally.StrayOutcomes.Where(each => each.EnrolledAt is { } at && DateOnly.FromDateTime(at.UtcDateTime) != day));
        }

        return new(sum.ForStorage(), strays, hasLater);
    }
}

/// <summary>The sums of a day's facts.</summary>
/// <param name="Sums">The sums.</param>
/// <param name="Strays">Outcomes that lie under this day and belong to another, as facts from before were kept.</param>
/// <param name="HasLater">Whether there are outcomes that are not counted yet: the day must be summed up again.</param>
internal sealed record SummedDay(Rollup Sums, IReadOnlyList<Fact> Strays, bool HasLater);
