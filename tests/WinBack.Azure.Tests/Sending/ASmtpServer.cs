using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace WinBack.Azure.Tests.Sending;

/// <summary>A mail server on this machine that says what a test wants it to, and keeps what it was told.</summary>
internal sealed class ASmtpServer : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = SelfSigned();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _serving;

    public ASmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The verb of the closing dot, for <see cref="Replies"/> and <see cref="HangsUpAt"/>.</summary>
    public const string Dot = ".";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool OffersTls { get; init; } = true;

    /// <summary>Replies by verb, in place of the friendly ones.</summary>
    public Dictionary<string, string> Replies { get; init; } = [];

    /// <summary>The connection ends, without a word, when this verb comes.</summary>
    public string? HangsUpAt { get; init; }

    public List<string> Commands { get; } = [];

    public List<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;             // first: a stopped listener that is asked for a client throws what no test expects
        _listener.Stop();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var (lines, secured) = (Lines(stream), false);
        await SayAsync(stream, Replies.GetValueOrDefault("", "220 ready"));
        while (await lines.ReadLineAsync(_closing.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            Commands.Add(line);
            if (verb == HangsUpAt)
                return;
            await SayAsync(stream, Reply(verb, secured));
            switch (verb)
            {
                case "STARTTLS" when !Replies.ContainsKey(verb):
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(Certificate);
                    (stream, lines, secured) = (tls, Lines(tls), true);
                    break;
                case "DATA" when !Replies.ContainsKey(verb):
                    Messages.Add(await MessageAsync(lines));
                    if (HangsUpAt == Dot)
                        return;
                    await SayAsync(stream, Replies.GetValueOrDefault(Dot, "250 2.0.0 taken"));
                    break;
                case "QUIT":
                    return;
            }
        }
    }

    private string Reply(string verb, bool secured) => Replies.GetValueOrDefault(verb) ?? verb switch
    {
        "EHLO" => "250-localhost\r\n" + (OffersTls && !secured ? "250-STARTTLS\r\n" : "") + "250-AUTH PLAIN\r\n250-CHUNKING\r\n250-PIPELINING\r\n250 8BITMIME",
        "STARTTLS" => "220 go ahead",
        "AUTH" => "235 welcome",
        "DATA" => "354 go ahead",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };

    private async Task<string> MessageAsync(StreamReader lines)
    {
        var message = new StringBuilder();
        while (await lines.ReadLineAsync(_closing.Token) is { } line && line != Dot)
            message.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        return message.ToString();
    }

    private static StreamReader Lines(Stream stream) => new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1, leaveOpen: true);

    private static async Task SayAsync(Stream stream, string reply)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"));
        await stream.FlushAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2045, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
