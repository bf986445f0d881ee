using WinBack.Azure.Tables;

namespace WinBack.CrashHost;

/// <summary>Tables that several hosts share, as instances on Azure do: those of the account that the environment names.</summary>
internal static class AzuriteTables
{
    /// <summary>Environment variable that holds a connection string; without it each host has tables of its own.</summary>
    private const string Variable = "WINBACK_SHARED_TABLES";

    /// <summary>Environment variable that holds the prefix of their names; without it <c>shared</c>.</summary>
    private const string Prefix = "WINBACK_SHARED_PREFIX";

    /// <summary>Null when the tables are the host's own.</summary>
    public static AzureTables? Open() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection
        ? AzureTables.Connect(
            new() { Connection = connection, TablePrefix = Environment.GetEnvironmentVariable(Prefix) ?? "shared" },
            () => throw new InvalidOperationException("Shared tables are reached by a connection string."),
            new() { FirstDelay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(200) })
        : null;

    /// <summary>Settings that hosts must have in common when they share tables.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?> { ["Lapse:ScanSchedule"] = "* * * * * *", ["Users:AddressHashKey"] = "hash key that the hosts have in common" };
}
