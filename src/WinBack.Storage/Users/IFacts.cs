using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>The append-only Facts table.</summary>
public interface IFacts
{
    /// <summary>Appends a fact; a second time with the same key it changes nothing. One operation.</summary>
    ValueTask AppendAsync(Fact fact, CancellationToken cancel = default);

    /// <summary>All facts of a campaign from one UTC day to another, both inclusive, by day and key.</summary>
    IAsyncEnumerable<Fact> ReadAsync(string campaign, DateOnly from, DateOnly to, CancellationToken cancel = default);
}
