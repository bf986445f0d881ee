using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;

namespace WinBack.Core.Reporting.Export;

/// <summary>The part of <see cref="ReportTable"/> on the guards of a campaign. What holds or does not is 1 or 0.</summary>
internal static class ReportTableGuards
{
    public static IEnumerable<ReportFigure> Of(GuardReport guards) =>
    [
        .. guards.States.SelectMany(Of),
        new FigureTable("all", "guards").Plain("is_paused", Flag(guards.IsPaused)) with { At = guards.Paused?.At },
    ];

    private static IEnumerable<ReportFigure> Of(GuardState state)
    {
        var table = new FigureTable(state.Guard is GuardNames.Harm or GuardNames.SampleRatio ? "drawn" : "all", "guards");
        return
        [
            table.Plain("measured", state.Value, group: state.Guard),
            table.Plain("bound", state.Bound, group: state.Guard),
            table.Plain("is_tripped", Flag(state.IsTripped), group: state.Guard) with { At = state.PausedAt },
            table.Plain("is_blind", Flag(state.IsBlind), group: state.Guard),
        ];
    }

    private static double Flag(bool holds) => holds ? 1 : 0;
}
