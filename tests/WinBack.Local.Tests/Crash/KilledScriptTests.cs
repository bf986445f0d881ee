using System.Collections.Concurrent;
using Xunit;

namespace WinBack.Local.Tests.Crash;

/// <summary>
/// The host as a process, killed with signal 9 and started again: between every two kinds of write that follow each other, and before, inside and after each
/// call of the provider. Nothing acknowledged may be lost, nothing sent twice, no promise broken.
/// </summary>
public sealed class KilledScriptTests
{
    // The machine has few cores, and each life that is killed is a process that compiles its code anew.
    private static readonly ParallelOptions AtATime = new() { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) };

    [UnixFact]
    public async Task Kill_BetweenTwoWrites_ChangesNothingThatWasPromised()
    {
        var (undisturbed, writes) = await UndisturbedAsync();
        var stops = FirstOfEachPair(writes);
        Assert.InRange(stops.Count, 25, 120);
        Assert.Equal("", await FaultsAsync(stops.Select(write => new[] { "write", $"{write}" }), undisturbed));
    }

    [Fact]
    public void FirstOfEachPair_SameKindsInARow_AreTriedOnce() => Assert.Equal([1, 2, 3, 5], FirstOfEachPair(["a", "b", "a", "b", "b"]));

    [UnixFact]
    public async Task Kill_AroundEveryCallOfTheProvider_SendsNothingTwice()
    {
        var (undisturbed, _) = await UndisturbedAsync();
        var faults = await FaultsAsync(
            from moment in new[] { "before", "inside", "after" }
            from call in Enumerable.Range(1, 7)
            select new[] { moment, $"{call}" },
            undisturbed);
        Assert.Equal("", faults);
    }

    // A kill between two writes is the same experiment wherever those two kinds follow each other.
    private static IReadOnlyList<int> FirstOfEachPair(IReadOnlyList<string> writes)
    {
        var seen = new HashSet<(string?, string)>();
        return [.. Enumerable.Range(1, writes.Count).Where(number => seen.Add((number == 1 ? null : writes[number - 2], writes[number - 1])))];
    }

    private static async Task<(string State, IReadOnlyList<string> Writes)> UndisturbedAsync()
    {
        using var process = new CrashProcess();
        var (code, output) = await process.RunAsync();
        Assert.Equal(0, code);
        Assert.Equal(7, process.Calls().Count);
        var result = await CrashResult.ReadAsync(process);
        Assert.Empty(result.Faults);
        return (result.State, [.. output.Split('\n').Where(line => line.StartsWith("write: ", StringComparison.Ordinal))]);
    }

    private static async Task<string> FaultsAsync(IEnumerable<string[]> stops, string undisturbed)
    {
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(stops, AtATime, async (stop, cancel) =>
        {
            var name = string.Join(' ', stop);
            using var process = new CrashProcess();
            var (code, _) = await process.RunAsync(stop);
            if (code != CrashProcess.Killed)
                faults.Add($"{name}: was not killed");
            await process.LiveOnAsync();
            var result = await CrashResult.ReadAsync(process, cancel);
            foreach (var fault in result.Faults)
                faults.Add($"{name}: {fault}");
            if (result.State != undisturbed)
                faults.Add($"{name}: {Difference(undisturbed, result.State)}");
        });
        return string.Join('\n', faults.Order(StringComparer.Ordinal));
    }

    private static string Difference(string undisturbed, string state)
    {
        var (expected, found) = (undisturbed.Split('\n'), state.Split('\n'));
        return $"missing [{string.Join("; ", expected.Except(found))}], beyond [{string.Join("; ", found.Except(expected))}]";
    }
}
