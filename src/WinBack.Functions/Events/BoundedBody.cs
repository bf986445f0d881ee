using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace WinBack.Functions.Events;

/// <summary>Reads a request's body without ever holding more than allowed. One packed with gzip, as apps on phones send, is unpacked as far as that.</summary>
internal static class BoundedBody
{
    /// <returns>The body; null when there are more than <paramref name="most"/> bytes of it.</returns>
    /// <exception cref="BadHttpRequestException">It breaks off, or is not framed as HTTP wants it: a fault of the caller, who may be gone.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most)
            return null;
        await using var unpacked = IsPacked(request) ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : null;
        var body = unpacked ?? request.Body;
        var buffer = new byte[(int)Math.Min(request.ContentLength ?? 16 * 1024, most) + 1];
        var length = 0;
        while (true)
        {
            var read = await ReadAsync(body, buffer.AsMemory(length), cancel);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > most)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
        }
    }

    private static bool IsPacked(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is var encoding && encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> into, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(into, cancel);
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The body cannot be read to its end.", broken);
        }
    }
}
