using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What the campaign caused: as numbers, over the weeks of entry, and by day since enrolment.</summary>
internal static class EffectView
{
    /// <summary>The three lifts, for one look and for all.</summary>
    public static Html Lifts(PageLinks links, CampaignReport report)
    {
        var (lift, always, currency) = (report.Lift, report.Looks.Count == 0 ? null : report.Looks[^1].AlwaysValid, report.Money?.Currency ?? "");
        Column[] columns = [Column.Plain("What"), new(links.Term("holdout", "Treatment")), new(links.Term("holdout", "Holdout")), new(links.Term("always-valid-interval", "Difference, always valid")), new(links.Term("interval", "Difference, one look")), new(Html.Of($"Relative to holdout, one look"))];
        return Html.Of($"""
            <p class="quiet">{report.PrimaryPopulation}</p>
            {Table.Of("Treatment against holdout", columns,
            [
                [new(links.Term("return-rate")), Rate(lift.Return.Treatment), Rate(lift.Return.Holdout), Cell.Of(Amounts.Points(always?.Return)), Cell.Of(Amounts.Points(lift.Return.Absolute)), Cell.Of(Amounts.Percent(lift.Return.Relative))],
                [new(links.Term("conversion-rate")), Rate(lift.Conversion.Treatment), Rate(lift.Conversion.Holdout), Cell.Of(Amounts.Points(always?.Conversion)), Cell.Of(Amounts.Points(lift.Conversion.Absolute)), Cell.Of(Amounts.Percent(lift.Conversion.Relative))],
                [new(links.Term("revenue-per-person")), Mean(lift.RevenuePerUser.Treatment, currency), Mean(lift.RevenuePerUser.Holdout, currency), Cell.Of(Amounts.Money(always?.RevenuePerUser, currency)), Cell.Of(Amounts.Money(lift.RevenuePerUser.Absolute, currency)), Cell.Of(Amounts.Percent(lift.RevenuePerUser.Relative))],
            ])}
            {(report.Strata.Count > 1 ? Html.Of($"""<p class="quiet">The holdout share changed. The rates of an arm are of all people together; differences compare those drawn with the same share, so they are not the difference of the two rates.</p>""") : Html.Empty)}
            """);
    }

    /// <summary>The lift at each look.</summary>
    public static Html OverTime(PageLinks links, CampaignReport report) => report.Looks.Count == 0 ? Html.Empty : new Chart(
        "looks", "lines", "Lift of the return rate at each look",
        $"{Latest(report.Looks[^1])}{Band(report.Looks)}",
        "points", "more of every 100 came back")
    {
        OtherAxis = "last day of entry",
        Columns =
        [
            Column.Label("Entered by"),
            .. Intervals.Columns("always", "always valid", Html.Of($"{links.Term("lift-over-time", "Lift")}, {links.Term("always-valid-interval", "always valid")}")),
            .. Intervals.Columns("fixed", "one look", links.Term("interval", "One look")).Select(column => column with { Series = null, Role = null }),
            Column.Plain("Treatment"), Column.Plain("Holdout"),
        ],
        Rows = [.. report.Looks.Select(look => (IReadOnlyList<Cell>)
        [
            Cell.Of($"{look.Through:yyyy-MM-dd}"), .. Intervals.Points(look.AlwaysValid.Return), .. Intervals.Points(look.Lift.Return.Absolute), Rate(look.Lift.Return.Treatment), Rate(look.Lift.Return.Holdout),
        ])],
    }.ToHtml();

    /// <summary>The return curves of both arms.</summary>
    public static Html Curves(PageLinks links, CampaignReport report)
    {
        var curves = report.Curves.Where(curve => curve.Points.Count > 0).ToList();
        if (curves.Count == 0)
            return Html.Empty;
        var days = curves.SelectMany(curve => curve.Points.Select(point => point.Day)).Distinct().Order().ToList();
        var byDay = curves.Select(curve => curve.Points.ToDictionary(point => point.Day)).ToList();
        return new Chart("return-curves", "lines", "Share that had come back by each day, in percent", $"{Last(curves)} {Distance(report)}", "percent", "had come back")
        {
            OtherAxis = "days since enrolment",
            IsLinear = true,
            IsStepped = true,
            Columns =
            [
                Column.Label("Day"),
                .. curves.SelectMany(curve => Intervals.Columns(ArmText.Of(curve.Arm), ArmText.Of(curve.Arm), links.Term("return-curve", $"{ArmText.Of(curve.Arm)}, %")).Append(Column.Plain("still watched"))),
            ],
            Rows = [.. days.Select(day => (IReadOnlyList<Cell>)[Cell.Number(day, "0"), .. byDay.SelectMany(points => Point(points.GetValueOrDefault(day)))])],
        }.ToHtml();
    }

    /// <summary><c>12.3 % of 1,234</c></summary>
    public static Cell Rate(Rate rate) => Cell.Of(rate.Of == 0 ? Amounts.None : $"{Amounts.Share(rate.Share)} of {Amounts.Count(rate.Of)}");

    /// <summary>A mean of money.</summary>
    public static Cell Mean(double? mean, string currency) => Cell.Of(mean is { } value && double.IsFinite(value) ? Amounts.Money((decimal)value, currency) : Amounts.None);

    private static IEnumerable<Cell> Point(ReturnCurvePoint? point) => point is null
        ? [Cell.Number(null), Cell.Number(null), Cell.Number(null), Cell.Number(null)]
        : [Cell.Number(100 * point.Returned.Value), Cell.Number(100 * point.Returned.Interval.Low), Cell.Number(100 * point.Returned.Interval.High), Cell.Of(Amounts.Count(point.AtRisk))];

    private static string Latest(LiftLook look) => look.AlwaysValid.Return is { } always
        ? $"Of those who had entered by {look.Through:yyyy-MM-dd}: {Amounts.Points(always)}, always valid."
        : $"Of those who had entered by {look.Through:yyyy-MM-dd} there are too few for an interval.";

    private static string Band(IReadOnlyList<LiftLook> looks)
    {
        var from = $"where each arm has at least {AlwaysValidEstimate.FewestPeople} people whose window has closed";
        if (looks.All(look => look.AlwaysValid.Return is null))
            return $" The always-valid band begins {from}.";
        return (looks[0].AlwaysValid.Return is null ? $" The band begins {from}; before that the chart is empty." : "")
            + " While the band holds zero, the campaign may have no effect at all.";
    }

    private static string Last(List<ReturnCurve> curves) => string.Join(" ", curves.Select(curve =>
        $"By day {curve.Points[^1].Day}, {Amounts.Share(curve.Points[^1].Returned.Value)} of the {ArmText.Of(curve.Arm)} had come back."));

    // Claims no more than the verdict does.
    private static string Distance(CampaignReport report)
    {
        if (report.Strata.Count > 1)
            return "The holdout share changed, and the curves are of all people of an arm together: the distance between them is not the effect.";
        return report.Assignment.IsBalanced && report.Looks is [.., { AlwaysValid.Return: { } always }] && !always.Interval.Contains(0)
            ? "The distance between the curves is the effect by that day, within the bands."
            : "The distance between the curves estimates the effect by that day, within the bands, and proves none: see the verdict.";
    }
}
