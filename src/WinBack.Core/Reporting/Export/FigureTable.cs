using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Export;

/// <summary>Makes the rows of one part of a report.</summary>
/// <param name="population">On whom.</param>
/// <param name="table">Which part.</param>
/// <param name="first">Name of the arm that is compared.</param>
/// <param name="second">Name of the arm it is compared with.</param>
internal sealed class FigureTable(string population, string table, string first = "treatment", string second = "holdout")
{
    public static string Name(Arm arm) => arm.ToString().ToLowerInvariant();

    /// <summary>A number without an error.</summary>
    public ReportFigure Plain(string metric, double? value, string? arm = null, string? group = null, long? n = null) => new(population, table, group, arm, metric, n, value);

    /// <summary>A number with an interval, and one for every look where it has one.</summary>
    public ReportFigure Of(string metric, Estimate? estimate, string? arm = null, string? group = null, long? n = null, AlwaysValidEstimate? always = null) => new(
        population, table, group, arm, metric, n, estimate?.Value ?? always?.Value, estimate?.Interval.Low, estimate?.Interval.High, always?.Interval.Low, always?.Interval.High);

    /// <summary>What came of one arm.</summary>
    public IEnumerable<ReportFigure> Outcome(OutcomeSum sum, string arm, string? group = null) =>
    [
        Plain("persons", sum.Enrolments, arm, group, sum.Enrolments),
        Plain("returned", sum.Returned, arm, group, sum.Enrolments),
        Plain("converted", sum.Converted, arm, group, sum.Enrolments),
        Plain("revenue", (double)sum.Revenue, arm, group, sum.Enrolments),
    ];

    /// <summary>Two rates and what lies between them.</summary>
    public IEnumerable<ReportFigure> Rates(string metric, RateLift lift, string? group = null, AlwaysValidEstimate? always = null, AlwaysValidEstimate? alwaysRelative = null) =>
    [
        Plain(metric, lift.Treatment.Share, first, group, lift.Treatment.Of),
        Plain(metric, lift.Holdout.Share, second, group, lift.Holdout.Of),
        Of(metric, lift.Absolute, "difference", group, lift.Treatment.Of + lift.Holdout.Of, always),
        Of(metric, lift.Relative, "relative", group, lift.Treatment.Of + lift.Holdout.Of, alwaysRelative),
    ];

    /// <summary>Two means and what lies between them.</summary>
    /// <param name="metric">What was measured.</param>
    /// <param name="lift">The means.</param>
    /// <param name="persons">Persons of the first arm, then of the second.</param>
    /// <param name="group">Row of the part.</param>
    /// <param name="always">For every look.</param>
    public IEnumerable<ReportFigure> Means(string metric, MeanLift lift, (long First, long Second) persons, string? group = null, AlwaysValidEstimate? always = null) =>
    [
        Plain(metric, lift.Treatment, first, group, persons.First),
        Plain(metric, lift.Holdout, second, group, persons.Second),
        Of(metric, lift.Absolute, "difference", group, persons.First + persons.Second, always),
        Of(metric, lift.Relative, "relative", group, persons.First + persons.Second),
    ];

    /// <summary>The three figures of a lift.</summary>
    public IEnumerable<ReportFigure> Lift(CampaignLift lift, string? group = null, AlwaysValidLift? always = null) =>
    [
        .. Rates("return_rate", lift.Return, group, always?.Return, always?.RelativeReturn),
        .. Rates("conversion_rate", lift.Conversion, group, always?.Conversion),
        .. Means("revenue_per_user", lift.RevenuePerUser, (lift.Return.Treatment.Of, lift.Return.Holdout.Of), group, always?.RevenuePerUser),
    ];
}
