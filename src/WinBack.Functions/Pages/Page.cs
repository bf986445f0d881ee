using Microsoft.AspNetCore.Http;

namespace WinBack.Functions.Pages;

/// <summary>A whole page for people: one that loads nothing from elsewhere, runs no script but those its frame names, and may be framed by nobody.</summary>
/// <param name="title">Title and heading.</param>
/// <param name="main">What it shows.</param>
/// <param name="status">HTTP status.</param>
/// <param name="language">Tag of the language it is written in.</param>
/// <param name="frame">What stands around it; null for nothing.</param>
internal sealed class Page(string title, Html main, int status = StatusCodes.Status200OK, string language = "en", PageFrame? frame = null) : IResult
{
    private readonly PageFrame _frame = frame ?? PageFrame.None;

    // Inline styles are allowed because an e-mail shown in a frame is bound by this policy, too; with nothing to load, a style can do no harm.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = _frame.ScriptSource is { } source ? $"{Policy}; script-src {source}" : Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";       // the address may hold the host's key
        response.Headers.CacheControl = "no-store";                // it shows what people were written
        return response.WriteAsync(Markup().ToString(), httpContext.RequestAborted);
    }

    /// <summary>The page as a file.</summary>
    public override string ToString() => Markup().ToString();

    // Where there is one short page and no menu, there is nothing to skip.
    private Html SkipLink => language == "en" ? Html.Of($"""<a class="skip" href="#main">Skip to the content</a>""") : Html.Empty;

    private Html Markup() => Html.Of($"""
        <!doctype html>
        <html lang="{language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · WinBack</title>
        <style>{PageStyle.Css}</style>
        {_frame.Head}
        </head>
        <body>
        {SkipLink}
        {_frame.Header}
        <main id="main">
        <h1>{title}</h1>
        {main}
        </main>
        {_frame.Foot}
        </body>
        </html>

        """);
}
