using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WinBack.Local.Tests.Hostile;

/// <summary>A connection that sends bytes as they are and reads the answer. A dead one is replaced by the next attack.</summary>
internal sealed class Wire(IPEndPoint host) : IDisposable
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan EndsAfter = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <exception cref="OperationCanceledException">No answer came in time, and the connection stayed open.</exception>
    public async Task<Answer> SendAsync(Attack attack)
    {
        using var patience = new CancellationTokenSource(AnswersWithin);
        var socket = _socket ??= await ConnectAsync(patience.Token);
        if (attack.Ending == Ending.Resets)
        {
            await WriteAsync(socket, attack, patience.Token);
            socket.LingerState = new(true, 0);
            Close();
            return Answer.None;
        }

        var writing = WriteAsync(socket, attack, patience.Token);   // an answer may come before all is sent
        var reading = ReadAsync(attack.IsHead, patience.Token);
        if (attack.Ending == Ending.HalfCloses)
            await EndAsync(socket, reading);
        Answer answer;
        try
        {
            answer = await reading;
        }
        catch (SocketException)
        {
            answer = Answer.None;
        }

        if (!attack.KeepsConnection || answer.Status == 0 || answer.Header("Connection") == "close")
            Close();
        await writing;
        return answer;
    }

    public void Dispose() => Close();

    // Not at once: the host need not answer who has ended the connection.
    private static async Task EndAsync(Socket socket, Task<Answer> reading)
    {
        try
        {
            await reading.WaitAsync(EndsAfter);
        }
        catch (TimeoutException)
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Who reads sees it, too.
        }
    }

    private static async Task WriteAsync(Socket socket, Attack attack, CancellationToken cancel)
    {
        try
        {
            for (var rest = attack.Bytes.AsMemory(); rest.Length > 0;)
                rest = rest[await socket.SendAsync(rest[..Math.Min(rest.Length, 64 * 1024)], cancel)..];
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The host has answered and hung up; what it said is read all the same.
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancel)
    {
        (_start, _end) = (0, 0);
        var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host, cancel);
        return socket;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Answer> ReadAsync(bool isHead, CancellationToken cancel)
    {
        while (true)
        {
            var head = await LinesAsync(cancel);
            if (head is null)
                return Answer.None;
            var answer = new Answer(int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), head, []);
            if (answer.Status < 200)
                continue;   // 100 Continue
            if (isHead || answer.Status is 204 or 304)
                return answer;
            if (answer.Header("Transfer-Encoding") == "chunked")
                return answer with { Body = await ChunksAsync(cancel) };
            return answer.Header("Content-Length") is { } length
                ? answer with { Body = await ExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture), cancel) }
                : answer;
        }
    }

    private async Task<string?> LinesAsync(CancellationToken cancel)
    {
        var text = new StringBuilder();
        while (await LineAsync(cancel) is { } line)
        {
            if (line.Length == 0)
                return text.ToString();
            text.Append(text.Length == 0 ? "" : "\r\n").Append(line);
        }

        return null;
    }

    private async Task<byte[]> ChunksAsync(CancellationToken cancel)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var length = int.Parse((await LineAsync(cancel))!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ExactlyAsync(length, cancel));
            await LineAsync(cancel);
            if (length == 0)
                return body.ToArray();
        }
    }

    private async Task<string?> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancel))
                return null;
            var next = (char)_buffer[_start++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(next);
        }
    }

    private async Task<byte[]> ExactlyAsync(int length, CancellationToken cancel)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            if (_start == _end && !await FillAsync(cancel))
                throw new SocketException((int)SocketError.ConnectionReset);
            var count = Math.Min(length - at, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(bytes.AsSpan(at));
            (_start, at) = (_start + count, at + count);
        }

        return bytes;
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        (_start, _end) = (0, await _socket!.ReceiveAsync(_buffer, cancel));
        return _end > 0;
    }
}
