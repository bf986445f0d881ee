using WinBack.Core.Reporting.Statistics;

namespace WinBack.Benchmarks.Coverage;

/// <summary>
/// Counts how often intervals contain the truth. An interval speaks of the population that its people are a sample of. Every run draws its people anew from the same
/// population, so the effect there is the mean over the people of all runs, each of whose two lives the demo knows: some hundred times the people of one report.
/// </summary>
internal static class CoverageTally
{
    /// <summary>Reports with fewer people in an arm are left out: they claim little and cover nearly always.</summary>
    public const int FewestInArm = 10;

    /// <summary>A row for each campaign with enough people in half of the runs at least, by name, and one for all of these.</summary>
    /// <param name="readings">Of all runs.</param>
    public static IReadOnlyList<CoverageRow> Of(IReadOnlyList<DemoReading> readings)
    {
        var campaigns = readings.GroupBy(each => each.Campaign, StringComparer.Ordinal).OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => (Name: each.Key, Truth: TruthOf(each), All: each.Count(), Enough: each.Where(HasEnough).ToList()))
            .Where(each => 2 * each.Enough.Count >= each.All)
            .ToList();
        var rows = campaigns.Select(each => Row(each.Name, each.Truth, [.. each.Enough.Select(reading => (reading, each.Truth))])).ToList();
        return [.. rows, Row("all", null, [.. campaigns.SelectMany(each => each.Enough.Select(reading => (reading, each.Truth)))])];
    }

    private static bool HasEnough(DemoReading reading) => Math.Min(reading.Measured.Treatment.Of, reading.Measured.Holdout.Of) >= FewestInArm;

    private static double TruthOf(IEnumerable<DemoReading> readings)
    {
        var (people, gain) = readings.Aggregate((People: 0L, Gain: 0.0), (sum, each) => (sum.People + each.People, sum.Gain + (each.People * each.TrueLift)));
        return people == 0 ? 0 : gain / people;
    }

    private static CoverageRow Row(string name, double? truth, IReadOnlyList<(DemoReading Reading, double Truth)> reports)
    {
        var errors = reports.Aggregate(default(Moments), (sum, each) => sum.With(Measured(each.Reading).Value - each.Truth));
        return new(
            name,
            reports.Count,
            reports.Count == 0 ? 0 : reports.Average(each => each.Reading.Measured.Holdout.Of),
            truth,
            reports.Count(each => Measured(each.Reading).Interval.Contains(each.Truth)),
            reports.Count(each => Measured(each.Reading).Interval.Contains(each.Reading.TrueLift)),
            errors.Mean,
            reports.Count < 2 ? 0 : Math.Sqrt(errors.Variance / errors.Count),
            reports.Count(each => !Measured(each.Reading).Interval.Contains(0)),
            reports.Count(each => each.Reading.Looks.Count > 0),
            reports.Count(each => each.Reading.Looks.Any(look => !look.Contains(0))),
            reports.Count(each => !each.Reading.IsBalanced));
    }

    private static Estimate Measured(DemoReading reading) => reading.Measured.Absolute!;
}
