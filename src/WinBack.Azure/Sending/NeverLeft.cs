using System.Net.Sockets;
using Azure.Identity;

namespace WinBack.Azure.Sending;

/// <summary>Tells from an exception whether the request provably never left: then the attempt may be claimed again. In doubt it did leave.</summary>
internal static class NeverLeft
{
    /// <summary>True when there was no connection to send on: no such name, nobody listening, no TLS, or no token to identify with.</summary>
    public static bool Provably(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationFailedException)
                return true;
            if (cause is HttpRequestException request && IsBeforeConnection(request.HttpRequestError))
                return true;
            if (cause is SocketException socket && IsBeforeConnection(socket.SocketErrorCode))
                return true;
        }

        return false;
    }

    private static bool IsBeforeConnection(HttpRequestError error) => error is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // Not TimedOut, ConnectionReset, HostUnreachable, NetworkUnreachable and the like: a connection that was in use ends in the same words. Where
    // they ended the attempt to connect, the HTTP client says so by ConnectionError.
    private static bool IsBeforeConnection(SocketError error) => error is SocketError.ConnectionRefused or SocketError.HostNotFound
        or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery or SocketError.AddressNotAvailable;
}
