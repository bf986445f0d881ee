using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Export;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Reporting.Rollups;
using Xunit;

namespace WinBack.Core.Tests.Reporting;

/// <summary>The guards in <c>report --csv</c>.</summary>
public sealed class ReportTableGuardsTests
{
    private static readonly DateOnly First = new(2026, 1, 5);
    private static readonly DateTimeOffset Noon = new(2026, 1, 9, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_Guards_HasWhatIsMeasuredTheBoundTheStateAndSinceWhen()
    {
        GuardReport guards = new(
            [
                new("harm", null, 0.05, IsTripped: false, "too few"),
                new("failures", 0.4, 0.2, IsTripped: true, "failing") { PausedAt = Noon },
                new("budget", null, 100, IsTripped: false, "no rate") { IsBlind = true },
            ],
            new(Noon, ["failing"]), IsPaused: true);

        var rows = ReportTable.Of(Report with { Guards = guards }).Where(row => row.Table == "guards").ToList();

        Assert.Equal(
            [
                ("drawn", "harm", "measured", null, null), ("drawn", "harm", "bound", 0.05, null), ("drawn", "harm", "is_tripped", 0, null), ("drawn", "harm", "is_blind", 0, null),
                ("all", "failures", "measured", 0.4, null), ("all", "failures", "bound", 0.2, null), ("all", "failures", "is_tripped", 1, Noon), ("all", "failures", "is_blind", 0, null),
                ("all", "budget", "measured", null, null), ("all", "budget", "bound", 100, null), ("all", "budget", "is_tripped", 0, null), ("all", "budget", "is_blind", 1, null),
                ("all", null, "is_paused", 1, Noon),
            ],
            rows.Select(row => ((string, string?, string, double?, DateTimeOffset?))(row.Population, row.Group, row.Metric, row.Value, row.At)));
    }

    [Fact]
    public void Of_ReportWithoutGuards_HasNoRowOfThem() => Assert.DoesNotContain(ReportTable.Of(Report), row => row.Table == "guards");

    private static CampaignReport Report => ReportOfSums.Of("a", First, First, new Rollup());
}
