using System.Net;
using System.Net.Http.Json;

namespace WinBack.Local.Tests.Docs;

/// <summary>Posts events to WinBack, and posts them again for as long as that can help.</summary>
/// <param name="http">Its base address is that of WinBack, with a slash at the end; its default headers hold the key.</param>
/// <param name="clock">By which it waits between tries; <c>TimeProvider.System</c>.</param>
public sealed class WinBackClient(HttpClient http, TimeProvider clock)
{
    private const int Tries = 5;

    /// <returns>What became of each event. Look at what was refused.</returns>
    /// <exception cref="HttpRequestException">It will never be taken (with a status below 500), or not now: keep the events and send them later.</exception>
    public async Task<WinBackAnswer> SendAsync(IReadOnlyList<object> events, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var wait = TimeSpan.FromSeconds(Math.Pow(2, attempt - 1));
            try
            {
                using var answer = await http.PostAsJsonAsync("api/events", events, cancel);
                if (answer.StatusCode == HttpStatusCode.Accepted)
                    return (await answer.Content.ReadFromJsonAsync<WinBackAnswer>(cancel))!;
                var mayPass = answer.StatusCode == HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500;
                if (!mayPass || attempt == Tries)
                    throw new HttpRequestException(await answer.Content.ReadAsStringAsync(cancel), null, answer.StatusCode);
                wait = answer.Headers.RetryAfter?.Delta ?? wait;
            }
            catch (HttpRequestException lost) when (lost.StatusCode is null && attempt < Tries)
            {
                // No connection, or it broke: nobody knows whether the events arrived, and it does not matter.
            }
            catch (TaskCanceledException) when (!cancel.IsCancellationRequested && attempt < Tries)
            {
                // No answer within HttpClient.Timeout.
            }

            await Task.Delay(wait, clock, cancel);
        }
    }
}

/// <summary>How many were taken, and a result for each in the order of the request.</summary>
public sealed record WinBackAnswer(int Applied, int Duplicates, int Queued, int Refused, IReadOnlyList<WinBackResult> Results);

/// <summary>One event: applied, duplicate, queued or refused; when refused, why.</summary>
public sealed record WinBackResult(int Position, string? Id, string Status, string? Field, string? Reason, string? Allowed);
