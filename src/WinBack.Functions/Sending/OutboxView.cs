using Microsoft.AspNetCore.Http;
using WinBack.Core.Reporting;
using WinBack.Functions.Pages;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>The outbox as a page.</summary>
/// <param name="key">The key the reader came with, kept in every link; null or empty for none.</param>
internal sealed class OutboxView(string? key)
{
    private const string Title = "Outbox";

    private readonly PageLinks _links = new(key);

    private PageFrame Frame => DashboardFrame.Of(_links, PageLinks.Outbox);

    /// <summary>Some messages of a day, or where to find others.</summary>
    public IResult Show(DateOnly day, DateOnly? latest, OutboxSlice slice, bool isFirst) => new Page(
        $"{Title}, {day:yyyy-MM-dd}",
        Html.Of($"{ChooseDay(day)}{(slice.Messages.Count > 0 ? Messages(day, slice, isFirst) : NothingOn(day, latest))}"),
        frame: Frame);

    /// <summary>Before the first message ever.</summary>
    public IResult NothingYet() => new Page(Title, Html.Of($"""
        <section class="card">
        <h2>Nothing has left yet</h2>
        <p>A message appears here when the lapse scan has found somebody who has gone quiet, and the first touch of their campaign is due.</p>
        <ul>
        <li>To see the whole of it at work on a made-up shop: <code>./winback demo</code></li>
        <li>With your own data: post events to <code>/api/events</code>, publish a campaign, and let the scan run.</li>
        <li>On Azure, messages go to the providers and this page stays empty.</li>
        </ul>
        </section>
        """), frame: Frame);

    /// <summary>An address that names no day.</summary>
    public IResult NoSuchDay(DateOnly? latest) => new Page(
        Title,
        Html.Of($"""{ChooseDay(latest)}<section class="card"><h2>There is no such day</h2><p>A day is written like 2026-11-24; choose one above.</p></section>"""),
        StatusCodes.Status400BadRequest,
        frame: Frame);

    private Html ChooseDay(DateOnly? day) => Html.Of($"""
        <form class="bar" method="get" action="/outbox">
        <div><label for="day">Day (UTC)</label><input type="date" id="day" name="day" required value="{day?.ToString("yyyy-MM-dd")}"></div>
        {_links.KeyField}
        <button>Show</button>
        </form>
        """);

    private Html NothingOn(DateOnly day, DateOnly? latest) => Html.Of($"""
        <section class="card">
        <h2>Nothing left on {day:yyyy-MM-dd}</h2>
        <p>{(latest is { } last && last != day ? Html.Of($"""<a href="{Address(last)}">The latest messages are of {last:yyyy-MM-dd}</a>""") : Html.Of($"Choose another day above."))}</p>
        </section>
        """);

    private Html Messages(DateOnly day, OutboxSlice slice, bool isFirst)
    {
        var first = slice.Messages[0].Entry.At;
        var last = slice.Messages[^1].Entry.At;
        var older = slice.HasOlder ? Html.Of($"""<a rel="next" href="{Address(day, slice.Messages[^1].Id)}">Older messages</a>""") : Html.Empty;
        var newest = isFirst ? Html.Empty : Html.Of($"""<a href="{Address(day)}">Newest of this day</a>""");
        return Html.Of($"""
            <p class="quiet">{Count(slice.Messages.Count)}, newest first, from {first.UtcDateTime:HH:mm:ss} back to {last.UtcDateTime:HH:mm:ss} UTC{(slice.HasOlder ? "; there are older ones" : "")}</p>
            {Html.Join(slice.Messages.Select((message, index) => MessageView.Of(message.Entry, index + 1, _links)))}
            <nav class="pages" aria-label="Pages">{newest}{older}</nav>
            """);
    }

    private static string Count(int messages) => Counted.Of(messages, "message");

    private string Address(DateOnly day, string? before = null) =>
        $"/outbox?day={day:yyyy-MM-dd}{(before is null ? "" : $"&before={Uri.EscapeDataString(before)}")}{(string.IsNullOrEmpty(key) ? "" : $"&code={Uri.EscapeDataString(key)}")}";
}
