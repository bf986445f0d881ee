using System.Net;
using System.Net.Sockets;

namespace WinBack.Azure.Tests.Sending;

/// <summary>A port that refuses every connection: it is held, so that nobody else comes to listen there, and not listened on.</summary>
internal sealed class ADeadPort : IDisposable
{
    private readonly Socket _held = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ADeadPort() => _held.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)_held.LocalEndPoint!).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public void Dispose() => _held.Dispose();
}
