using WinBack.Core.Reporting;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What the campaign did to people who did not want it.</summary>
internal static class HarmView
{
    /// <summary>By kind of harm, both arms and what lies between them.</summary>
    public static Html Of(PageLinks links, CampaignReport report) => report.Harm is not { } harm ? Html.Empty : Html.Of($"""
        <p class="quiet">{harm.Population} People leave without being written to as well: only the difference is the campaign's doing, and above zero is worse with the campaign.</p>
        {Table.Of("Harm by arm", [new(links.Term("harm", "What")), Column.Plain("Treatment"), Column.Plain("Holdout"), new(links.Term("interval", "Difference, one look")), new(links.Term("always-valid-interval", "Difference, always valid"))],
            harm.Lifts.Select(lift => (IReadOnlyList<Cell>)
            [
                Cell.Of(Name(lift.What)), EffectView.Rate(lift.Lift.Treatment), EffectView.Rate(lift.Lift.Holdout), Cell.Of(Amounts.Points(lift.Lift.Absolute)), Cell.Of(Amounts.Points(lift.AlwaysValid)),
            ]))}
        {Table.Of("Counts by arm", [Column.Plain("Arm"), Column.Plain("People"), Column.Plain("Said stop"), Column.Plain("Complained"), Column.Plain("Took push away"), Column.Plain("Any of these")],
            harm.Arms.Select(arm => (IReadOnlyList<Cell>)
            [
                Cell.Of(ArmText.Of(arm.Arm)), Cell.Of(Amounts.Count(arm.Persons)), Cell.Of(Amounts.Count(arm.OptedOut)), Cell.Of(Amounts.Count(arm.Complained)), Cell.Of(Amounts.Count(arm.LostPush)), Cell.Of(Amounts.Count(arm.Any)),
            ]))}
        """);

    private static string Name(string what) => what switch
    {
        "optedOut" => "Said stop on every channel",
        "complained" => "Complained about a message",
        "lostPush" => "Took the push permission away",
        Harm.Any => "Any of these",
        _ => what,
    };
}
