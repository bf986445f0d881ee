using System.Net;
using System.Net.Sockets;

namespace WinBack.Azure.Sending;

/// <summary>
/// Connections to webhook targets. The address is looked up, judged and connected to in one go, so that a name cannot lead elsewhere between the
/// judgement and the connection. No proxy, no cookies, no redirects.
/// </summary>
internal static class WebhookConnections
{
    // A name is looked up anew at least this often.
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);

    /// <summary>A client whose requests end by their own tokens.</summary>
    /// <param name="allowPrivate">Whether names may lead into private networks.</param>
    public static HttpClient Client(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = Lasts,
        MaxResponseHeadersLength = 16,      // KiB
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancel),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken cancel)
    {
        // A target on this machine says so by its very name; http:// is allowed for nothing else.
        var isHere = new UriBuilder(Uri.UriSchemeHttp, to.Host).Uri.IsLoopback;
        var found = await Dns.GetHostAddressesAsync(to.Host, cancel);
        IPAddress[] allowed = [.. found.Where(address => isHere ? IPAddress.IsLoopback(address) : NetworkRule.Allows(address, allowPrivate))];
        if (allowed.Length == 0)
            throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name leads to addresses that may not be called.</summary>
internal sealed class PrivateAddressException() : Exception("The name leads to no address that may be called.");
