using System.Globalization;
using System.Net.Sockets;
using Azure;
using Azure.Core;
using Azure.Identity;
using WinBack.Core.Sending;

namespace WinBack.Azure.Tests.Sending;

/// <summary>A response of an Azure service, without one.</summary>
internal sealed class AnAnswer(int status, params (string Name, string Value)[] headers) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    /// <summary>What the SDK throws for it.</summary>
    public RequestFailedException Thrown() => new(this);

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(each => new HttpHeader(each.Name, each.Value));

    protected override bool TryGetHeader(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
    {
        value = headers.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}

/// <summary>The ways a call of an SDK ends without an answer, and what each is worth.</summary>
internal static class NoAnswer
{
    /// <summary>Proof that the request never left.</summary>
    public static IEnumerable<Exception> NeverLeft =>
    [
        new RequestFailedException("no name", new HttpRequestException(HttpRequestError.NameResolutionError)),
        new RequestFailedException("nobody listens", new HttpRequestException(HttpRequestError.ConnectionError)),
        new RequestFailedException("no TLS", new HttpRequestException(HttpRequestError.SecureConnectionError)),
        new HttpRequestException(HttpRequestError.ConnectionError, "no way there", new SocketException((int)SocketError.HostUnreachable)),
        new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)),
        new HttpRequestException("no name", new SocketException((int)SocketError.HostNotFound)),
        new AuthenticationFailedException("the identity has no token"),
        new CredentialUnavailableException("there is no identity here"),
    ];

    /// <summary>It may have left.</summary>
    public static IEnumerable<Exception> Doubtful =>
    [
        new TaskCanceledException("the answer took too long"),
        new TimeoutException(),
        new IOException("the connection broke"),
        new RequestFailedException("cut off", new HttpRequestException(HttpRequestError.ResponseEnded)),
        new RequestFailedException("reset", new IOException("reset", new SocketException((int)SocketError.ConnectionReset))),
        new HttpRequestException("too long", new SocketException((int)SocketError.TimedOut)),
        new InvalidOperationException("a bug of the SDK"),

        // So ends a connection, too, that was in use when the way to the other side went down.
        .. new[] { SocketError.HostUnreachable, SocketError.HostDown, SocketError.NetworkUnreachable, SocketError.NetworkDown }
            .Select(error => new RequestFailedException("broken", new HttpRequestException("broken", new IOException("broken", new SocketException((int)error))))),
    ];
}

/// <summary>An answer in one line, so that tables of cases can be read.</summary>
internal static class InWords
{
    public static string Of(SendResult result, DateTimeOffset now) => result switch
    {
        SendResult.Accepted accepted => $"accepted {accepted.ProviderId}",
        SendResult.RefusedForGood { Suppress: true } => "dead",
        SendResult.RefusedForGood => "never",
        SendResult.RefusedForNow later => string.Create(CultureInfo.InvariantCulture, $"in {(later.Until - now).TotalSeconds:0.###} s"),
        SendResult.Unknown => "unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "A new kind of answer."),
    };
}
