using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>
/// <c>GET /outbox?day=yyyy-MM-dd</c>: the messages that left on a UTC day, newest first, each as its reader would see it. Without a day: the
/// latest one that has any. With <c>before</c>, the id of a message, those that left before it.
/// </summary>
public sealed class OutboxPage(Outbox outbox)
{
    private const int PerPage = 25;

    /// <summary>Shows one page of messages.</summary>
    [Function(nameof(OutboxPage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "outbox")] HttpRequest request, CancellationToken cancel)
    {
        var query = request.Query;
        var view = new OutboxView(query["code"]);
        var latest = await outbox.LatestDayAsync(cancel);
        if (query["day"].ToString() is not { Length: > 0 } asked)
            return latest is { } last ? await ShowAsync(view, last, last, null, cancel) : view.NothingYet();
        if (!DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year > 9998)
            return view.NoSuchDay(latest);
        return query["before"].ToString() is not { Length: > 0 } before ? await ShowAsync(view, day, latest, null, cancel)
            : Outbox.IsId(day, before) ? await ShowAsync(view, day, latest, before, cancel)
            : view.NoSuchDay(latest);
    }

    private async Task<IResult> ShowAsync(OutboxView view, DateOnly day, DateOnly? latest, string? before, CancellationToken cancel) =>
        view.Show(day, latest, await outbox.NewestAsync(day, before, PerPage, cancel), isFirst: before is null);
}
