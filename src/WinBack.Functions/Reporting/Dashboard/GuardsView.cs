using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Guards;
using WinBack.Functions.Pages;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>Whether the campaign would pause itself, and whether it did.</summary>
internal static class GuardsView
{
    /// <summary>How each guard stands.</summary>
    public static Html Of(PageLinks links, CampaignReport report) => report.Guards is not { } guards ? Html.Empty : Html.Of($"""
        <p>{links.Term("guard", "Guards")} pause the campaign by themselves when it does harm. {(guards.IsPaused ? "It is paused now." : "")}</p>
        {(guards.Paused is { } paused ? Html.Of($"""<p class="bad">It paused itself {Amounts.At(paused.At)}{(guards.IsPaused ? "" : " and was resumed since")}: {string.Join(" ", paused.Why.Select(GuardText.Says))}</p>""") : Html.Empty)}
        {(guards.States.Count == 0 ? Html.Of($"""<p class="quiet">None is on.</p>""") : Html.Of($"""<ul class="checks">{Html.Join(guards.States.Select(Line))}</ul>"""))}
        """);

    private static Html Line(GuardState state)
    {
        var (text, style) = GuardText.Standing(state);
        return Html.Of($"""<li><span class="{style}">{text}</span> {GuardText.Says(state.Says)}</li>""");
    }
}
