using Azure;
using Azure.Data.Tables.Models;

namespace WinBack.Azure.Tables;

/// <summary>What the service said to one try of a write.</summary>
internal abstract record WriteAnswer
{
    private WriteAnswer(Exception? cause) => Cause = cause;

    /// <summary>The exception that brought the answer; null only when it is done.</summary>
    public Exception? Cause { get; }

    /// <summary>Done; one ETag per change sent, null for a delete.</summary>
    public sealed record Done(IReadOnlyList<string?> ETags) : WriteAnswer((Exception?)null);

    /// <summary>Nothing was written: change number <see cref="Index"/> of those sent met a row that exists, or is absent, or has another ETag.</summary>
    public sealed record Refused(int Index, bool Absent, Exception Failure) : WriteAnswer(Failure);

    /// <summary>Nothing was written: there is no such table.</summary>
    public sealed record NoTable(Exception Failure) : WriteAnswer(Failure);

    /// <summary>No answer, or one that does not say whether it was done.</summary>
    public sealed record Doubt(Exception Failure) : WriteAnswer(Failure);

    /// <summary>Reads a failure; null when it is neither a refusal nor an outage, such as a forbidden account.</summary>
    public static WriteAnswer? Of(RequestFailedException failure, int index) => failure.Status switch
    {
        404 when failure.ErrorCode == TableErrorCode.TableNotFound => new NoTable(failure),
        404 => new Refused(index, Absent: true, failure),
        409 when failure.ErrorCode == TableErrorCode.EntityAlreadyExists => new Refused(index, Absent: false, failure),
        412 => new Refused(index, Absent: false, failure),
        0 or 408 or 429 or >= 500 => new Doubt(failure),
        _ => null,
    };
}
