using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Rollups;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>The lift by variant, segment, language, channel and week of entry.</summary>
internal static class GroupsView
{
    /// <summary>What a table is called.</summary>
    public static string TitleOf(GroupTable table) => table.By switch
    {
        "variant" => "By variant",
        "segment" => "By segment",
        "locale" => "By language",
        "channel" => "By channel of the first touch",
        _ => $"By {table.By}",
    };

    /// <summary>One table of groups.</summary>
    public static Html Of(PageLinks links, GroupTable table)
    {
        var chart = new Chart(
            $"groups-{table.By}", "intervals", $"Lift of the return rate, {Lower(TitleOf(table))}",
            $"Broad bar: this group alone. Narrow bar: corrected for how many comparisons the table holds; only that one may be claimed. {Claims(table)}",
            "points", "more of every 100 came back")
        {
            Columns =
            [
                Column.Label(char.ToUpperInvariant(TitleOf(table)[3]) + TitleOf(table)[4..]),
                .. Intervals.Columns("alone", "this group alone", links.Term("by-group", "Lift alone")),
                .. Intervals.Columns("corrected", "corrected", links.Term("corrected-comparison")),
                Column.Plain("p, corrected"), Column.Plain("Treatment"), Column.Plain("Holdout"), Column.Plain("Enrolled"), Column.Plain("Revenue per person"),
            ],
            Rows = [.. table.Groups.Select(group => (IReadOnlyList<Cell>)
            [
                Cell.Of(NameOf(table, group)), .. Intervals.Points(group.Return.Absolute), .. Corrected(group.Return, group.Corrected), Cell.Of(Amounts.P(group.Corrected?.AdjustedPValue)),
                EffectView.Rate(group.Return.Treatment), EffectView.Rate(group.Return.Holdout), Cell.Of(Amounts.Count(group.Treatment.Enrolled + group.Holdout.Enrolled)), Cell.Of(Amounts.Mean(group.RevenuePerUser.Absolute)),
            ])],
        };
        return Html.Of($"{chart.ToHtml()}{Pairs(links, table)}");
    }

    /// <summary>By week of entry.</summary>
    public static Html Cohorts(PageLinks links, CampaignReport report) => report.Cohorts.Count == 0 ? Html.Empty : new Chart(
        "weeks", "lines", "Lift of the return rate by week of entry",
        "Each week by itself, with its interval for one look. Weeks differ by chance: what counts is whether they drift.",
        "points", "more of every 100 came back")
    {
        OtherAxis = "week of entry",
        Columns =
        [
            Column.Label("Week from"), .. Intervals.Columns("week", "this week alone", links.Term("by-week", "Lift")),
            Column.Plain("Treatment"), Column.Plain("Holdout"), new(links.Term("enrolled")), new(links.Term("window", "Still open")),
        ],
        Rows = [.. report.Cohorts.Select(week => (IReadOnlyList<Cell>)
        [
            Cell.Of($"{week.Week:yyyy-MM-dd}"), .. Intervals.Points(week.Return.Absolute), EffectView.Rate(week.Return.Treatment), EffectView.Rate(week.Return.Holdout),
            Cell.Of(Amounts.Count(week.Treatment.Enrolled + week.Holdout.Enrolled)), Cell.Of(Amounts.Count(week.Open)),
        ])],
    }.ToHtml();

    private static string NameOf(GroupTable table, GroupLift group) => group.Value != Rollup.None ? group.Value : table.By == "segment" ? "(no segment)" : "(not known)";

    private static Html Pairs(PageLinks links, GroupTable table) => table.Pairs.Count == 0 ? Html.Empty : Table.Of(
        "Variants against each other, among those in treatment",
        [Column.Plain("Variant"), Column.Plain("Against"), Column.Plain("Return rate"), Column.Plain("The other's"), Column.Plain("Difference alone"), new(links.Term("corrected-comparison")), Column.Plain("Do they differ?")],
        table.Pairs.Select(pair => (IReadOnlyList<Cell>)
        [
            Cell.Of(pair.Variant), Cell.Of(pair.Against), EffectView.Rate(pair.Return.Treatment), EffectView.Rate(pair.Return.Holdout), Cell.Of(Amounts.Points(pair.Return.Absolute)),
            Cell.Of(pair is { Corrected: { } corrected, Return.Absolute: { } absolute } ? Amounts.Points(absolute.Value, corrected.Interval) : Amounts.TooFew),
            Cell.Of(pair.Corrected switch { null => "too few to tell", { IsDifferent: true } => "yes", _ => "not shown" }),
        ]));

    private static IEnumerable<Cell> Corrected(RateLift lift, CorrectedComparison? corrected) =>
        Intervals.Points(corrected is not null && lift.Absolute is { } absolute ? absolute with { Interval = corrected.Interval } : null);

    private static string Claims(GroupTable table)
    {
        var names = table.Groups.Where(group => group.Corrected is { IsDifferent: true }).Select(group => NameOf(table, group)).ToList();
        return names.Count == 0 ? "None may be claimed yet." : $"An effect may be claimed for: {string.Join(", ", names)}.";
    }

    private static string Lower(string title) => char.ToLowerInvariant(title[0]) + title[1..];
}
