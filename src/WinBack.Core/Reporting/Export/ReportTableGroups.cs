namespace WinBack.Core.Reporting.Export;

/// <summary>The parts of <see cref="ReportTable"/> by group and by week of entry.</summary>
internal static class ReportTableGroups
{
    public static IEnumerable<ReportFigure> Of(CampaignReport report) => [.. report.Groups.SelectMany(Of), .. report.Cohorts.SelectMany(Of)];

    private static IEnumerable<ReportFigure> Of(GroupTable groups)
    {
        var (all, table, pairs) = (new FigureTable("all", "by_" + groups.By), new FigureTable("primary", "by_" + groups.By), new FigureTable("primary", "pairs_of_" + groups.By));
        return
        [
            .. groups.Groups.SelectMany(group => (IEnumerable<ReportFigure>)
            [
                .. Enrolled(all, group.Treatment, group.Holdout, group.Value),
                .. table.Outcome(group.Treatment.Primary, "treatment", group.Value),
                .. table.Outcome(group.Holdout.Primary, "holdout", group.Value),
                .. table.Rates("return_rate", group.Return, group.Value),
                .. table.Means("revenue_per_user", group.RevenuePerUser, (group.Treatment.Primary.Enrolments, group.Holdout.Primary.Enrolments), group.Value),
                .. Corrected(table, group.Return, group.Corrected, group.Value),
            ]),
            .. groups.Pairs.SelectMany(pair => Corrected(pairs, pair.Return, pair.Corrected, $"{pair.Variant}/{pair.Against}")),
        ];
    }

    private static IEnumerable<ReportFigure> Of(CohortLift cohort)
    {
        var (all, table, week) = (new FigureTable("all", "by_week"), new FigureTable("primary", "by_week"), ReportTable.Text(cohort.Week));
        return
        [
            .. Enrolled(all, cohort.Treatment, cohort.Holdout, week),
            all.Plain("open", cohort.Open, null, week),
            .. table.Outcome(cohort.Treatment.Primary, "treatment", week),
            .. table.Outcome(cohort.Holdout.Primary, "holdout", week),
            .. table.Rates("return_rate", cohort.Return, week),
        ];
    }

    private static IEnumerable<ReportFigure> Enrolled(FigureTable table, GroupArm treatment, GroupArm holdout, string group) =>
        [table.Plain("enrolled", treatment.Enrolled, "treatment", group), table.Plain("enrolled", holdout.Enrolled, "holdout", group)];

    // As it may be read beside the others of its table.
    private static IEnumerable<ReportFigure> Corrected(FigureTable table, RateLift lift, CorrectedComparison? corrected, string group)
    {
        var n = lift.Treatment.Of + lift.Holdout.Of;
        return
        [
            table.Of("return_rate_corrected", lift.Absolute is { } absolute && corrected is not null ? absolute with { Interval = corrected.Interval } : null, "difference", group, n),
            table.Plain("adjusted_p_value", corrected?.AdjustedPValue, "difference", group, n),
        ];
    }
}
