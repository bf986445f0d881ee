namespace WinBack.Functions.Reporting.Export;

/// <summary>Takes what is written in memory until it is handed on: a web response takes no synchronous writes, and knows no position.</summary>
internal sealed class HandedOnStream(Stream target) : Stream
{
    private readonly MemoryStream _held = new();
    private long _handedOn;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _handedOn + _held.Length;

    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException("What was written may have been handed on.");
    }

    /// <summary>Writes what is held to the target.</summary>
    public async Task HandOnAsync(CancellationToken cancel)
    {
        await target.WriteAsync(_held.GetBuffer().AsMemory(0, (int)_held.Length), cancel);
        _handedOn += _held.Length;
        _held.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => _held.Write(buffer, offset, count);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only for writing.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Only for writing.");

    public override void SetLength(long value) => throw new NotSupportedException("Only for writing.");
}
