using System.Globalization;
using System.Text.Json;
using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>What the answer of a webhook's receiver means. Reasons are our own words and the status: what a receiver writes may name the person.</summary>
internal static class WebhookAnswer
{
    /// <summary>Most bytes of an answer that are read; a longer one is taken without its id.</summary>
    public const int MostBytes = 64 * 1024;

    private const int LongestId = 100;

    /// <summary>Taken now, or known to be taken by an earlier request.</summary>
    public static bool IsTaken(int status) => status is (>= 200 and < 300) or 409;

    /// <summary>Whether somebody has to look, and the message is not to be lost until then: our key or address is wrong, or the receiver moved.</summary>
    public static bool NeedsRepair(int status) => status is (>= 300 and < 400) or 401 or 403 or 404;

    /// <summary>The answer of a status. <c>Retry-After</c> is a promise that the request was not acted on; a failure without one is no promise.</summary>
    /// <param name="target">Name of the receiver.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="id">The receiver's own name for what it took; null when it gave none.</param>
    /// <param name="retryAfter">As the receiver said it; null when it did not.</param>
    /// <param name="now">Instant of the answer.</param>
    public static SendResult Of(string target, int status, string? id, TimeSpan? retryAfter, DateTimeOffset now) => status switch
    {
        _ when IsTaken(status) => new SendResult.Accepted(id is null ? Text(status) : $"{Text(status)} {id}"),
        429 => new SendResult.RefusedForNow($"{target} is busy (429)", now + HttpAnswer.Within(retryAfter ?? HttpAnswer.Busy)),
        408 or 503 when retryAfter is { } wait => new SendResult.RefusedForNow($"{target} is busy ({Text(status)})", now + HttpAnswer.Within(wait)),
        408 => new SendResult.Unknown($"{target} gave up waiting (408)"),
        _ when NeedsRepair(status) => new SendResult.RefusedForNow($"{target} does not take our requests ({Text(status)}): check its settings here", now + HttpAnswer.Repair),
        >= 400 and < 500 => new SendResult.RefusedForGood($"{target} refuses it ({Text(status)})", Suppress: false),
        _ => new SendResult.Unknown($"{target} failed ({Text(status)})"),
    };

    /// <summary>The id in an answer <c>{"id": "task-17"}</c>; null when there is none that can be kept. The status says all that matters, so nothing here can fail.</summary>
    public static async Task<string?> IdAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            var bytes = new byte[MostBytes + 1];
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            if (read is 0 or > MostBytes)
                return null;
            using var json = JsonDocument.Parse(bytes.AsMemory(0, read));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("id"u8, out var id))
                return null;
            var text = id.ValueKind switch { JsonValueKind.String => id.GetString(), JsonValueKind.Number => id.GetRawText(), _ => null };
            return text is { Length: >= 1 and <= LongestId } && text.All(c => c is > ' ' and <= '~') ? text : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
