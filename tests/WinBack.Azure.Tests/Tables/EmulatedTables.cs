using System.Globalization;
using WinBack.Azure.Tables;
using WinBack.TestKit.Azurite;

namespace WinBack.Azure.Tests.Tables;

/// <summary>Opens tables of the emulator that no other test sees.</summary>
internal static class EmulatedTables
{
    private static int _count;

    /// <param name="azurite">The emulator.</param>
    /// <param name="port">Of a proxy before it; null for its own.</param>
    /// <param name="retries">Null for quick ones.</param>
    public static AzureTables Open(AzuriteFixture azurite, int? port = null, TableRetries? retries = null) =>
        Connect(AzuriteProcess.ConnectionTo(port ?? azurite.Process.Port), Prefix(), retries);

    /// <summary>A table prefix of its own.</summary>
    public static string Prefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _count)}");

    public static AzureTables Connect(string connection, string prefix, TableRetries? retries = null) => AzureTables.Connect(
        new() { Connection = connection, TablePrefix = prefix },
        () => throw new InvalidOperationException("The emulator takes the account key."),
        retries ?? new() { FirstDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(20), AnswerWithin = TimeSpan.FromSeconds(20) });
}
