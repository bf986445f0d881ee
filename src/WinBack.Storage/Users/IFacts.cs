using WinBack.Core.Users;

namespace WinBack.Storage.Users;

/// <summary>The append-only Facts table. All facts about an enrolment lie under the day it began, all of one person's in one shard of it.</summary>
public interface IFacts
{
    /// <summary>Shards of one day, see <see cref="StorageLayout.FactShards"/>.</summary>
    int Shards { get; }

    /// <summary>Appends a fact; a second time with the same key it changes nothing. One operation, and sometimes one more that marks the day.</summary>
    ValueTask AppendAsync(Fact fact, CancellationToken cancel = default);

    /// <summary>All facts of a campaign from one UTC day of enrolment to another, both inclusive, by day and key.</summary>
    IAsyncEnumerable<Fact> ReadAsync(string campaign, DateOnly from, DateOnly to, CancellationToken cancel = default);

    /// <summary>The facts of one shard of a day, by key: enrolments come first.</summary>
    IAsyncEnumerable<Fact> ReadShardAsync(string campaign, DateOnly day, int shard, CancellationToken cancel = default);
}
