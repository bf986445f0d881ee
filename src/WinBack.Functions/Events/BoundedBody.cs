using Microsoft.AspNetCore.Http;

namespace WinBack.Functions.Events;

/// <summary>Reads a request's body without ever holding more than allowed.</summary>
internal static class BoundedBody
{
    /// <returns>The body; null when there are more than <paramref name="most"/> bytes of it.</returns>
    /// <exception cref="BadHttpRequestException">It breaks off, or is not framed as HTTP wants it: a fault of the caller, who may be gone.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most)
            return null;
        var buffer = new byte[(int)Math.Min(request.ContentLength ?? 16 * 1024, most) + 1];
        var length = 0;
        while (true)
        {
            var read = await ReadAsync(request.Body, buffer.AsMemory(length), cancel);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > most)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
        }
    }

    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> into, CancellationToken cancel)
    {
        try
        {
            return await body.ReadAsync(into, cancel);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body cannot be read to its end.", broken);
        }
    }
}
