using WinBack.Core.Outcomes;

namespace WinBack.Storage.Outcomes;

/// <summary>What the push provider has learnt of handles since it took the pushes: files that grow, read from where the last look ended.</summary>
public interface IPushFeedback
{
    /// <summary>The files there are, in no order; none when the provider gives no feedback.</summary>
    Task<IReadOnlyList<FeedbackFile>> ListAsync(CancellationToken cancel = default);

    /// <summary>Reads on in a file.</summary>
    /// <param name="file">As listed.</param>
    /// <param name="from">Byte to begin at: 0, or where an earlier slice ended.</param>
    /// <param name="cancel">Stops.</param>
    Task<FeedbackSlice> ReadAsync(FeedbackFile file, long from, CancellationToken cancel = default);
}

/// <summary>A file of feedback.</summary>
/// <param name="Name">Unique among them.</param>
/// <param name="ETag">Changes with the content.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ChangedAt">Last change.</param>
/// <param name="Address">Where it is read, with the right to: never to be logged.</param>
public sealed record FeedbackFile(string Name, string ETag, long Length, DateTimeOffset ChangedAt, Uri Address);

/// <summary>What one reading of a file brought.</summary>
/// <param name="Dead">Handles that will never work again.</param>
/// <param name="Malformed">Entries that could not be read; the others count all the same.</param>
/// <param name="Next">Byte behind the last complete entry; where it began when there was none.</param>
public sealed record FeedbackSlice(IReadOnlyList<DeadHandle> Dead, int Malformed, long Next);
