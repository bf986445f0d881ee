namespace WinBack.Functions.Pages;

/// <summary>How pages look: light and dark by the reader's setting, one column on a phone, contrast of 4.5:1 or more, focus always visible.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public static Html Css { get; } = Html.Of($$$"""
        :root{color-scheme:light dark;--back:#f5f6f8;--card:#ffffff;--ink:#1c2126;--quiet:#525b66;--line:#d5dae0;--accent:#1a4fb4;--bubble:#dcf3e3}
        @media (prefers-color-scheme:dark){:root{--back:#101316;--card:#1a1e23;--ink:#e9ecef;--quiet:#a9b3bd;--line:#39414a;--accent:#9ec1ff;--bubble:#1d3a2a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
        main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}
        h1{font-size:1.6rem;margin:0 0 1rem}
        h2{font-size:1.05rem;margin:0;overflow-wrap:anywhere}
        a{color:var(--accent)}
        :focus-visible,input[type=date]:focus-within{outline:3px solid var(--accent);outline-offset:2px}
        .skip{position:absolute;left:-999px}
        .skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem}
        .quiet{color:var(--quiet);font-size:.9rem;margin:.2rem 0 0;overflow-wrap:anywhere}
        .bar{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:0 0 1.5rem}
        .bar label{display:block;font-size:.9rem;color:var(--quiet)}
        input,button,select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.45rem .7rem;min-height:2.75rem}
        textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.45rem .7rem;width:100%;margin:.3rem 0 0}
        button{cursor:pointer}
        .quiet + .card{margin-top:.7rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:1rem;margin:0 0 1.25rem}
        .shown{margin:1rem 0 0}
        iframe{display:block;width:100%;height:27rem;border:1px solid var(--line);border-radius:.4rem;background:#ffffff}
        .subject{margin:1rem 0 .6rem;font-weight:600;overflow-wrap:anywhere}
        details{margin:.8rem 0 0}
        summary{cursor:pointer;color:var(--accent);padding:.4rem 0}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:.9rem/1.5 ui-monospace,Menlo,Consolas,monospace}
        .bubble{display:inline-block;max-width:26rem;background:var(--bubble);border-radius:1.1rem 1.1rem 1.1rem .25rem;padding:.7rem 1rem;margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
        .phone{max-width:26rem;background:var(--back);border:1px solid var(--line);border-radius:1.1rem;padding:.8rem 1rem;display:grid;grid-template-columns:2.4rem 1fr;gap:0 .8rem;align-items:start}
        .phone .icon{width:2.4rem;height:2.4rem;border-radius:.6rem;background:var(--accent)}
        .phone p{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
        .phone .title{font-weight:600}
        fieldset{border:1px solid var(--line);border-radius:.7rem;background:var(--card);padding:.4rem 1rem .6rem;margin:0 0 1rem;min-width:0}
        legend{font-weight:600;padding:0 .3rem}
        .choice{display:flex;gap:.8rem;align-items:center;min-height:2.75rem;overflow-wrap:anywhere}
        .choice input{flex:none;width:1.3rem;height:1.3rem;min-height:0;margin:0;accent-color:var(--accent)}
        .pages{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;margin:1.5rem 0 0}
        .pages a{padding:.6rem 0}
        code{font:.92em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        """);
}
