using System.ComponentModel.DataAnnotations;

namespace WinBack.Storage.Users;

/// <summary>How the tables are spread over partitions. Fixed for the life of a deployment: <see cref="StoredLayout"/> stores it and refuses a start with another.</summary>
public sealed record StorageLayout
{
    /// <summary>Gets the number of shards of People and Due.</summary>
    /// <value>Default 256: 2,000 entities a second each. On one machine 4.</value>
    [Range(1, 256)]
    public int PeopleShards { get; init; } = 256;

    /// <summary>Gets the number of shards of one campaign's facts of one day.</summary>
    /// <value>Default 16. On one machine 1.</value>
    [Range(1, 64)]
    public int FactShards { get; init; } = 16;

    /// <summary>The layout of a deployment on one machine.</summary>
    public static StorageLayout OneMachine { get; } = new() { PeopleShards = 4, FactShards = 1 };
}
