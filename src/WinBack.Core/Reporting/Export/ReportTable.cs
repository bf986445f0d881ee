using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Export;

/// <summary>A report as one long table, one row for each number, part by part.</summary>
public static class ReportTable
{
    /// <summary>The rows. What there is none of has no row; what cannot be stated yet has one without a value.</summary>
    public static IEnumerable<ReportFigure> Of(CampaignReport report) =>
    [
        .. report.Funnel.SelectMany(Funnel),
        .. report.Funnel.SelectMany(Answers),
        .. report.Funnel.SelectMany(Touches),
        .. report.Offers.SelectMany(Offer),
        .. report.Funnel.Where(arm => arm.Arm != Arm.Global).SelectMany(arm => new FigureTable("primary", "outcomes").Outcome(arm.Primary, FigureTable.Name(arm.Arm))),
        .. new FigureTable("primary", "lift").Lift(report.Lift),
        .. report.Looks.SelectMany(look => new FigureTable("primary", "looks").Lift(look.Lift, Text(look.Through), look.AlwaysValid)),
        .. report.Strata.SelectMany(Stratum),
        .. report.Costs.SelectMany(Cost),
        .. report.Money is { } money ? Money(money) : [],
        .. report.Credit is { } credit ? credit.Channels.SelectMany(channel => Credit(channel, report.Lift.Return.Treatment.Of)) : [],
        .. report.Harm is { } harm ? Harm(harm) : [],
        .. Assignment("drawn", report.Assignment.Drawn.ExpectedHoldout, report.Assignment.Drawn.Holdout, report.Assignment.Drawn.PValue, report.Assignment.DrawnAlwaysValid.PValue),
        .. Assignment("analysed", report.Assignment.Analysed.ExpectedHoldout, report.Assignment.Analysed.Holdout, report.Assignment.Analysed.PValue, report.Assignment.AnalysedAlwaysValid.PValue),
        .. Detectable(report.Detectable),
        .. report.ReturnDays.SelectMany(each => each.Days.Select(day => new FigureTable("primary", "return_days").Plain("returned", day.Value, FigureTable.Name(each.Arm), Text(day.Key)))),
        .. report.Curves.SelectMany(each => each.Points.Select(point => new FigureTable("primary", "curves").Of("returned_by_day", point.Returned, FigureTable.Name(each.Arm), Text(point.Day), point.AtRisk))),
        .. ReportTableGroups.Of(report),
        .. ReportTableSecondary.Of(report),
        .. report.Guards is { } guards ? ReportTableGuards.Of(guards) : [],
    ];

    /// <summary>A day as it stands in <see cref="ReportFigure.Group"/>.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Text(int day) => day.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<ReportFigure> Funnel(ArmFunnel arm) => Counts(
        new("all", "funnel"), arm, null,
        ("enrolled", arm.Enrolled), ("reached", arm.Reached), ("open", arm.Open), ("void", arm.Void), ("closed", arm.Closed), ("opted_out", arm.OptedOut), ("sunset", arm.Sunset));

    private static IEnumerable<ReportFigure> Answers(ArmFunnel arm) =>
        arm.Answers.SelectMany(answer => Counts(new("all", "answers"), arm, answer.Answer, ("answered", answer.Enrolments)));

    private static IEnumerable<ReportFigure> Touches(ArmFunnel arm) => arm.Touches.SelectMany(touch => Counts(
        new("all", "touches"), arm, $"{touch.Touch}/{AttemptKey.Name(touch.Channel)}",
        ("accepted", touch.Accepted), ("refused", touch.Refused), ("unknown", touch.Unknown), ("would_send", touch.WouldSend),
        ("delivered", touch.Delivered), ("undelivered", touch.Undelivered), ("complained", touch.Complained), ("opened", touch.Opened), ("clicked", touch.Clicked)));

    private static IEnumerable<ReportFigure> Counts(FigureTable table, ArmFunnel arm, string? group, params (string Metric, long Count)[] counts) =>
        counts.Select(each => table.Plain(each.Metric, each.Count, FigureTable.Name(arm.Arm), group, arm.Enrolled));

    private static IEnumerable<ReportFigure> Offer(OfferCount offer)
    {
        var table = new FigureTable("all", "offers");
        return new (string Metric, double Value)[] { ("given", offer.Given), ("worth", (double)offer.Worth), ("redeemed", offer.Redeemed), ("cost", (double)offer.Cost) }
            .Select(each => table.Plain(each.Metric, each.Value, "treatment", offer.Offer, offer.Given));
    }

    private static IEnumerable<ReportFigure> Stratum(ShareStratum stratum)
    {
        var (table, share, all) = (new FigureTable("primary", "strata"), stratum.Share.ToString(CultureInfo.InvariantCulture), stratum.Treatment + stratum.Holdout);
        return [table.Plain("persons", stratum.Treatment, "treatment", share, all), table.Plain("persons", stratum.Holdout, "holdout", share, all), table.Plain("weight", stratum.Weight, null, share, all)];
    }

    private static IEnumerable<ReportFigure> Cost(ArmCost cost)
    {
        var table = new FigureTable("primary", "costs");
        return new (string Metric, double Value)[]
        {
            ("message_cost", (double)cost.Messages), ("offer_cost", (double)cost.Offers), ("contacted_by_others", cost.Contaminated), ("contacts_by_others", cost.OtherContacts),
        }.Select(each => table.Plain(each.Metric, each.Value, FigureTable.Name(cost.Arm), null, cost.Persons));
    }

    private static IEnumerable<ReportFigure> Money(Money money)
    {
        var table = new FigureTable("primary", "money");
        return
        [
            table.Of("incremental_users", money.IncrementalUsers, group: money.Currency, always: money.IncrementalUsersAlwaysValid),
            table.Of("incremental_revenue", money.IncrementalRevenue, group: money.Currency, always: money.IncrementalRevenueAlwaysValid),
            table.Plain("cost", (double)money.Cost, group: money.Currency),
            table.Plain("margin", (double)money.Margin, group: money.Currency),
            table.Of("profit", money.Profit, group: money.Currency) with { AlwaysLow = money.ProfitAlwaysValid?.Interval.Low, AlwaysHigh = money.ProfitAlwaysValid?.Interval.High },
            table.Plain("cost_per_incremental_user", money.CostPerIncrementalUser?.Value, group: money.Currency) with { Low = money.CostPerIncrementalUser?.Low, High = money.CostPerIncrementalUser?.High },
        ];
    }

    // Nobody credits anything to the held-out.
    private static IEnumerable<ReportFigure> Credit(ChannelCredit credit, long persons)
    {
        var table = new FigureTable("primary", "credit");
        return new (string Metric, double Value)[]
        {
            ("conversions", credit.Conversions), ("revenue", (double)credit.Revenue), ("direct_conversions", credit.DirectConversions), ("direct_revenue", (double)credit.DirectRevenue),
        }.Select(each => table.Plain(each.Metric, each.Value, "treatment", AttemptKey.Name(credit.Channel), persons));
    }

    private static IEnumerable<ReportFigure> Harm(Harm harm)
    {
        var table = new FigureTable("drawn", "harm");
        return harm.Lifts.SelectMany(each => table.Rates(each.What switch { "optedOut" => "opted_out", "lostPush" => "lost_push", _ => each.What }, each.Lift, always: each.AlwaysValid));
    }

    private static IEnumerable<ReportFigure> Assignment(string population, double expected, long holdout, double? p, double? always)
    {
        var table = new FigureTable(population == "drawn" ? "drawn" : "primary", "assignment");
        return
        [
            table.Plain("expected_holdout", expected), table.Plain("holdout", holdout, "holdout"), table.Plain("p_value", p), table.Plain("p_value_always", always),
        ];
    }

    private static IEnumerable<ReportFigure> Detectable(Detectable detectable)
    {
        var table = new FigureTable("primary", "detectable");
        return
        [
            table.Plain("power", detectable.Power), table.Plain("return_rate", detectable.ReturnLift, "relative"), table.Plain("revenue_per_user", detectable.RevenuePerUser, "difference"),
            table.Plain("worthwhile_lift", detectable.WorthwhileLift, "relative"), table.Plain("more_held_out", detectable.MoreHeldOut, "holdout"),
        ];
    }
}
