namespace WinBack.Functions.Pages;

/// <summary>How the dashboard looks, beside what all pages share. Colours of series differ from each other and from the back by 3:1 or more; arms differ in dash and shape as well.</summary>
internal static class DashboardStyle
{
    /// <summary>The style sheet.</summary>
    public static Html Css { get; } = Html.Of($$$"""
        :root{--series-1:#1a4fb4;--series-2:#a34700;--series-3:#1c7a3f;--series-4:#7a2ea0;--series-5:#525b66;--good:#17662f;--bad:#a3161b}
        @media (prefers-color-scheme:dark){:root{--series-1:#8ab4ff;--series-2:#ffa657;--series-3:#6fd694;--series-4:#d7a5f2;--series-5:#a9b3bd;--good:#7ee2a0;--bad:#ff9a94}}
        main{max-width:72rem}
        .top{background:var(--card);border-bottom:1px solid var(--line)}
        .top nav{max-width:72rem;margin:0 auto;padding:.4rem 1rem;display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:center}
        .top ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:0;padding:0}
        .top a{display:inline-block;padding:.45rem 0;text-decoration:none}
        .top a[aria-current]{color:var(--ink);font-weight:600;border-bottom:3px solid var(--accent)}
        .brand{font-weight:700}
        h2{font-size:1.25rem;margin:0 0 .6rem}
        h3{font-size:1.05rem;margin:1.2rem 0 .4rem}
        p{max-width:46rem}
        .card>h3:first-child{margin-top:0}
        main a{display:inline-block;min-height:1.5rem;max-width:100%}
        .verdict{font-size:1.1rem;margin:.2rem 0 1rem}
        .term{color:inherit;text-decoration-style:dotted;text-underline-offset:.2em}
        .status{display:inline-block;font-size:.85rem;font-weight:600;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;margin-left:.4rem;color:var(--quiet);vertical-align:middle}
        .status.active{color:var(--good)}
        .status.paused,.bad{color:var(--bad)}
        .good{color:var(--good)}
        .bad,.good{font-weight:600}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.9rem 1.5rem;margin:0}
        .quiet + .figures{margin-top:.8rem}
        .figures dt{color:var(--quiet);font-size:.9rem}
        .figures dd{margin:0;font-size:1.15rem;font-weight:600;overflow-wrap:anywhere}
        .figures dd .quiet{display:block;font-weight:400;font-size:.85rem}
        .figures .range{font-weight:400;white-space:nowrap}
        figure{margin:1rem 0 0;min-width:0}
        figcaption{color:var(--quiet);font-size:.95rem;margin:0 0 .4rem;max-width:46rem}
        .canvas{position:relative;width:100%;min-width:0}
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.93rem;font-variant-numeric:tabular-nums;margin:.3rem 0}
        caption{text-align:left;color:var(--quiet);font-size:.9rem;padding:.2rem 0}
        caption span{display:inline-block;position:sticky;left:0;max-width:calc(100vw - 4.2rem)}
        th,td{text-align:right;padding:.35rem .7rem;border-bottom:1px solid var(--line);vertical-align:top}
        th:first-child,td.text,th.text{text-align:left}
        tbody th{font-weight:500;overflow-wrap:break-word;min-width:8rem;max-width:20rem}
        td{white-space:nowrap}
        td.text{white-space:normal;min-width:10rem}
        .contents{columns:2 12rem;margin:0 0 1.25rem;padding-left:1.2rem}
        .contents a{vertical-align:top}
        .timeline{list-style:none;margin:0;padding:0 0 0 1rem;border-left:3px solid var(--line)}
        .timeline li{margin:0 0 .7rem;overflow-wrap:anywhere}
        .timeline time{color:var(--quiet);font-size:.9rem;display:block}
        .definition{scroll-margin-top:1rem}
        .definition:target{outline:3px solid var(--accent);outline-offset:4px;border-radius:.7rem}
        .checks{list-style:none;padding:0;margin:.3rem 0}
        """);
}
