using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>The Due index, as far as a change of a person needs it.</summary>
public interface IDueFiler
{
    /// <summary>The earliest instant at which a row may be filed now: max(now, watermark + 5 minutes), so that no scan has passed it.</summary>
    ValueTask<DateTimeOffset> EarliestAsync(string userId, DateTimeOffset now, CancellationToken cancel = default);

    /// <summary>Writes a row; the same filing twice is one row. One operation.</summary>
    ValueTask FileAsync(DueFiling filing, CancellationToken cancel = default);

    /// <summary>Deletes a row, if it is there. One operation.</summary>
    ValueTask RemoveAsync(DueFiling filing, CancellationToken cancel = default);
}
