using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using WinBack.Azure.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Outcomes;
using WinBack.Storage.Users;

namespace WinBack.Functions.Sending;

/// <summary>
/// Tries the way out as a reader's mail program would: asks the public address for the page, posts to it in the name of nobody, and looks whether
/// that suppressed nobody, who was free before. Found to work, it is taken to work for an hour; a failure is tried anew after half a minute.
/// </summary>
internal sealed class OptOutProof(
    MessageFrames frames, ISuppressions suppressions, IConfiguration configuration, HttpClient http, TimeProvider clock, ILogger<OptOutProof> log) : IOptOutProof, IDisposable
{
    private const string Disabled = $"AzureWebJobs.{nameof(ReceiveFeedback)}.Disabled";

    private static readonly TimeSpan Works = TimeSpan.FromHours(1);
    private static readonly TimeSpan Fails = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private Finding _known = new(DateTimeOffset.MinValue, null);

    public async ValueTask<string?> WhyNotAsync(Channel channel, CancellationToken cancel = default) => channel switch
    {
        Channel.Email => await EmailAsync(cancel),
        Channel.Sms => WhyNotSms(),
        _ => null,      // a push is switched off in the phone's own settings, whatever we do
    };

    public void Dispose() => _one.Dispose();

    // STOP comes in by Event Grid and Service Bus. Without them nobody would hear it.
    private string? WhyNotSms() =>
        string.IsNullOrEmpty(configuration[ServiceBusServices.Namespace]) && string.IsNullOrEmpty(configuration[ServiceBusServices.Connection])
            ? $"{ServiceBusServices.Namespace} is not set, so that nobody would hear an answer STOP."
            : "true".Equals(configuration[Disabled], StringComparison.OrdinalIgnoreCase)
                ? $"{Disabled} is true, so that nobody would hear an answer STOP."
                : null;

    private async ValueTask<string?> EmailAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref _known) is var known && clock.GetUtcNow() < known.Until)
            return known.WhyNot;
        await _one.WaitAsync(cancel);
        try
        {
            if (clock.GetUtcNow() < _known.Until)
                return _known.WhyNot;
            var found = await TryAsync(cancel);
            if (found is not null)
                log.WayOutFails(found);
            Volatile.Write(ref _known, new(clock.GetUtcNow() + (found is null ? Works : Fails), found));
            return found;
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed record Finding(DateTimeOffset Until, string? WhyNot);

    private async Task<string?> TryAsync(CancellationToken cancel)
    {
        if (frames.OptOutUrl(Channel.Email, AddressHash.Nobody, AttemptReference.For("nobody", 0)) is not { } url)
            return "Links:BaseUrl is not set.";
        await suppressions.LiftAsync(Channel.Email, AddressHash.Nobody, "proof", clock.GetUtcNow(), cancel);     // what an earlier proof left
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var page = await http.GetAsync(url, patience.Token);
            if (!page.IsSuccessStatusCode || !(await page.Content.ReadAsStringAsync(patience.Token)).Contains("<form method=\"post\">", StringComparison.Ordinal))
                return $"the page under Links:BaseUrl answered {(int)page.StatusCode}, or is not ours.";
            using var done = await http.PostAsync(url, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), patience.Token);
            if (!done.IsSuccessStatusCode)
                return $"a click to unsubscribe was answered {(int)done.StatusCode}.";
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return $"the address under Links:BaseUrl cannot be reached ({failure.GetType().Name}).";
        }

        return await suppressions.IsSuppressedAsync(Channel.Email, AddressHash.Nobody, cancel)
            ? null
            : "a click to unsubscribe was answered, and nothing was suppressed here: Links:BaseUrl leads to another deployment.";
    }
}
