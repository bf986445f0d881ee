using Microsoft.AspNetCore.Http;
using WinBack.Core.Events;

namespace WinBack.Functions.Events;

/// <summary>Reads a request's body without ever holding more than allowed.</summary>
internal static class BoundedBody
{
    /// <exception cref="EventBodyException">There is more than <paramref name="most"/> bytes of it.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most)
            throw TooLarge(most);
        var buffer = new byte[(int)Math.Min(request.ContentLength ?? 16 * 1024, most) + 1];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancel);
            if (read == 0)
                return buffer.AsMemory(0, length);
            length += read;
            if (length > most)
                throw TooLarge(most);
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
        }
    }

    private static EventBodyException TooLarge(int most) => new($"The body has more than {most} bytes.", TooLarge: true);
}
