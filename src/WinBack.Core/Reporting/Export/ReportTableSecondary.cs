namespace WinBack.Core.Reporting.Export;

/// <summary>The parts of <see cref="ReportTable"/> on other populations than the primary one.</summary>
internal static class ReportTableSecondary
{
    public static IEnumerable<ReportFigure> Of(CampaignReport report) =>
    [
        .. report.Triggered is { } triggered ? new FigureTable("triggered", "lift").Lift(triggered.Lift) : [],
        .. report.Later is { } later ? Of(later) : [],
        .. report.Afterwards is { } afterwards ? Of(afterwards) : [],
        .. report.Programme is { } programme ? Of(programme) : [],
    ];

    private static IEnumerable<ReportFigure> Of(LaterLift later)
    {
        var (table, all) = (new FigureTable("later", "later"), later.Treatment.Enrolments + later.Holdout.Enrolments);
        return
        [
            table.Plain("persons_of_both", later.Persons, null, null, all),
            .. table.Outcome(later.Treatment, "treatment"), .. table.Outcome(later.Holdout, "holdout"),
            table.Of("return_rate", later.Return, "difference", null, all),
            table.Of("conversion_rate", later.Conversion, "difference", null, all),
            table.Of("revenue_per_enrolment", later.RevenuePerEnrolment, "difference", null, all),
        ];
    }

    private static IEnumerable<ReportFigure> Of(AfterwardsLift after)
    {
        var (table, persons) = (new FigureTable("followed", "afterwards"), (after.Treatment.Persons, after.Holdout.Persons));
        return
        [
            .. table.Rates("second_purchase", after.SecondPurchase),
            .. table.Means("purchases_90", after.Purchases, persons),
            .. table.Means("revenue_30", after.Revenue30, persons),
            .. table.Means("revenue_90", after.Revenue90, persons),
            .. table.Rates("lapsed_again", after.LapsedAgain),
        ];
    }

    private static IEnumerable<ReportFigure> Of(ProgrammeLift programme)
    {
        var table = new FigureTable("first_of_all", "programme", "contacted", "global");
        return
        [
            .. table.Outcome(programme.Contacted, "contacted"), .. table.Outcome(programme.Global, "global"),
            .. table.Rates("return_rate", programme.Return),
            .. table.Rates("conversion_rate", programme.Conversion),
            .. table.Means("revenue_per_user", programme.RevenuePerUser, (programme.Contacted.Enrolments, programme.Global.Enrolments)),
        ];
    }
}
