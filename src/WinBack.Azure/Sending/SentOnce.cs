using System.Net;
using System.Net.Http.Headers;
using WinBack.Core.Sending;

namespace WinBack.Azure.Sending;

/// <summary>A body that can be written once, and tells whether it was begun: a request whose body was not begun was not taken by anybody.</summary>
internal sealed class SentOnce : HttpContent
{
    private readonly byte[] _body;

    public SentOnce(byte[] body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue(WebhookPayload.MediaType);
    }

    public bool HasBegun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // An HTTP client that repeats a request by itself would break the promise of once.
        if (HasBegun)
            throw new InvalidOperationException("The body was sent before.");
        HasBegun = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
