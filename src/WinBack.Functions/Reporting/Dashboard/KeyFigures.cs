using WinBack.Core.Reporting;
using WinBack.Core.Users;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>The handful of numbers that say how a campaign fares.</summary>
internal static class KeyFigures
{
    /// <summary>Those of a report.</summary>
    public static Html Of(PageLinks links, CampaignReport report)
    {
        var (lift, look, money) = (report.Lift.Return, report.Looks.Count == 0 ? null : report.Looks[^1], report.Money);
        return Html.Of($"""
            {Figure(links.Term("lift", "Lift of the return rate, one look"), Lift(lift), Shares(lift))}
            {Figure(links.Term("always-valid-interval", "The same, always valid"), Amounts.Points(look?.AlwaysValid.Return), look?.AlwaysValid.Return is null ? $"stated once each arm has {AlwaysValidEstimate.FewestPeople} people whose window has closed" : $"of those who entered by {look.Through:yyyy-MM-dd}")}
            {Figure(links.Term("incremental-users"), Amounts.People(money?.IncrementalUsers), $"of {Amounts.Count(lift.Treatment.Of)} with a closed window")}
            {Figure(links.Term("cost-per-incremental-user"), Cost(money), money is null ? "" : $"{Amounts.Money(money.Cost, money.Currency)} spent")}
            {Figure(links.Term("enrolled"), Enrolled(report), Open(report))}
            {Figure(links.Term("sample-ratio"), report.Assignment.IsBalanced ? Html.Of($"""<span class="good">as drawn</span>""") : Html.Of($"""<span class="bad">NOT as drawn</span>"""), report.Assignment.IsBalanced ? "no sign that people of one arm were lost" : "find the leak first")}
            """);
    }

    /// <summary>One number: what it is, the number with its interval below it, and what to know beside it.</summary>
    public static Html Figure(Html term, string value, string? beside = null)
    {
        var range = value.IndexOf(" (", StringComparison.Ordinal);
        return Figure(term, range < 0 ? Html.Of($"{value}") : Html.Of($"""{value[..range]} <span class="range">{value[(range + 1)..]}</span>"""), beside);
    }

    /// <summary>The same of a number that is marked up.</summary>
    public static Html Figure(Html term, Html value, string? beside = null) => Html.Of($"""
        <div><dt>{term}</dt> <dd>{value}{(string.IsNullOrEmpty(beside) ? Html.Empty : Html.Of($""" <span class="quiet">{beside}</span>"""))}</dd></div>
        """);

    /// <summary>Cost for each person brought back; in words where none can be stated.</summary>
    public static string Cost(Money? money) => money switch
    {
        null => Amounts.TooFew,
        { Cost: 0 } => "no cost is known",
        { CostPerIncrementalUser: { } cost } => Amounts.Cost(cost, money.Currency),
        _ => "nobody shown to be brought back",
    };

    private static string Lift(RateLift lift) => (lift.Treatment.Of, lift.Holdout.Of) switch
    {
        (0, 0) => "no window has closed yet",
        (0, _) => "no window of the treatment has closed yet",
        (_, 0) => "no window of the holdout has closed yet",
        _ => Amounts.Points(lift.Absolute),
    };

    private static string Shares(RateLift lift) => (lift.Treatment.Of, lift.Holdout.Of) switch
    {
        (0, 0) => "",
        (0, _) => $"{Amounts.Share(lift.Holdout.Share)} of the holdout came back",
        (_, 0) => $"{Amounts.Share(lift.Treatment.Share)} of the treatment came back",
        _ => $"{Amounts.Share(lift.Treatment.Share)} came back with, {Amounts.Share(lift.Holdout.Share)} without",
    };

    private static string Enrolled(CampaignReport report) =>
        $"{Amounts.Count(Of(report, Arm.Treatment)?.Enrolled ?? 0)} in treatment, {Amounts.Count(Of(report, Arm.Holdout)?.Enrolled ?? 0)} held out";

    private static string Open(CampaignReport report) => $"{Amounts.Count(report.Funnel.Sum(arm => arm.Open))} with an open window";

    private static ArmFunnel? Of(CampaignReport report, Arm arm) => report.Funnel.FirstOrDefault(each => each.Arm == arm);
}
