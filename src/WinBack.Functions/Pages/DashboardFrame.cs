namespace WinBack.Functions.Pages;

/// <summary>What the team's pages share: one way through all of them, and the charts.</summary>
internal static class DashboardFrame
{
    private static readonly (string Path, string Name)[] Pages =
    [
        (PageLinks.Overview, "Campaigns"), (PageLinks.Users, "People"), (PageLinks.Outbox, "Outbox"), (PageLinks.Scan, "Scan health"), (PageLinks.Definitions, "Definitions"),
    ];

    /// <summary>The frame of a page.</summary>
    /// <param name="links">Addresses.</param>
    /// <param name="here">Path of the entry in the navigation that the page belongs to.</param>
    /// <param name="hasCharts">Whether it draws charts.</param>
    public static PageFrame Of(PageLinks links, string here, bool hasCharts = false) => new(
        Style,
        Navigation(links, here),
        hasCharts ? Html.Of($"""<script src="{PageAssets.Library.Address}" defer></script><script src="{PageAssets.Script.Address}" defer></script>""") : Html.Empty,
        hasCharts ? "'self'" : null);

    /// <summary>The frame of a page that is kept as a file: everything is in it, and nothing else may be loaded or run.</summary>
    public static PageFrame OfFile()
    {
        var sources = $"{PageAssets.Library.PolicyHash} {PageAssets.Script.PolicyHash}";
        return new(
            Html.Of($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src {sources}; base-uri 'none'; form-action 'none'">{Style}"""),
            Html.Empty,
            Html.Of($"<script>{PageAssets.Library.Inline}</script><script>{PageAssets.Script.Inline}</script>"),
            sources);
    }

    private static Html Style => Html.Of($"<style>{DashboardStyle.Css}</style>");

    private static Html Navigation(PageLinks links, string here) => Html.Of($"""
        <header class="top"><nav aria-label="WinBack"><span class="brand">WinBack</span><ul>
        {Html.Join(Pages.Select(page => Html.Of($"""<li><a href="{links.To(page.Path)}"{(page.Path == here ? Html.Of($" aria-current=\"page\"") : Html.Empty)}>{page.Name}</a></li>""")))}
        </ul></nav></header>
        """);
}
