using System.Collections.Concurrent;
using WinBack.CrashHost;
using Xunit;

namespace WinBack.Local.Tests.Crash;

/// <summary>
/// The host as a process, ended and started again: between every two kinds of write that follow each other, and before, inside and after each call of the
/// provider. Nothing acknowledged may be lost, nothing sent twice, no promise broken.
/// </summary>
public sealed class KilledScriptTests
{
    private const int Calls = 7;

    // The machine has few cores.
    private static readonly ParallelOptions AtATime = new() { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount) };

    [SkippableFact]
    public async Task Stop_BetweenTwoWritesAndAroundEveryCall_LeavesWhatALifeGoesOnFrom()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Whether every thread of a process has stopped is read where Linux says it.");
        using var process = new CrashProcess();
        var after = new ConcurrentDictionary<string, CrashResult>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(process.StopsAsync(), AtATime, async (stop, cancel) =>
        {
            using var left = stop.Left;
            after[stop.Where] = await LiveOnAsync(left, cancel);
        });

        var undisturbed = await UndisturbedAsync(process);
        Assert.Equal(3 * Calls, after.Keys.Count(where => !where.StartsWith("write ", StringComparison.Ordinal)));
        Assert.InRange(after.Count - (3 * Calls), 25, 120);
        Assert.Equal("", Faults(after, undisturbed));
    }

    /// <summary>Some of those places with a real kill: it leaves what the stopped process left.</summary>
    [UnixTheory]
    [InlineData("write", 1)]
    [InlineData("write", 29)]
    [InlineData("write", 110)]
    [InlineData("write", 250)]
    [InlineData("before", 1)]
    [InlineData("inside", 4)]
    [InlineData("after", 7)]
    public async Task Kill_ForReal_ChangesNothingThatWasPromised(string moment, int number)
    {
        using var undisturbed = new CrashProcess();
        using var process = new CrashProcess();
        Assert.True(await process.RunAsync(moment, $"{number}"));
        await undisturbed.LiveOnAsync();

        Assert.Equal("", Faults([new($"{moment} {number}", await LiveOnAsync(process))], await UndisturbedAsync(undisturbed)));
    }

    [Fact]
    public void IsNew_SameKindsInARow_Once()
    {
        var pairs = new KindPairs();
        Assert.Equal([true, true, true, false, true], new[] { "a", "b", "a", "b", "b" }.Select(pairs.IsNew));
    }

    private static async Task<CrashResult> LiveOnAsync(CrashProcess left, CancellationToken cancel = default)
    {
        await left.LiveOnAsync();
        return await CrashResult.ReadAsync(left, cancel);
    }

    private static async Task<string> UndisturbedAsync(CrashProcess process)
    {
        Assert.Equal(Calls, process.Calls().Count);
        var result = await CrashResult.ReadAsync(process);
        Assert.Empty(result.Faults);
        return result.State;
    }

    private static string Faults(IEnumerable<KeyValuePair<string, CrashResult>> after, string undisturbed)
    {
        var faults = new List<string>();
        foreach (var (where, result) in after)
        {
            faults.AddRange(result.Faults.Select(fault => $"{where}: {fault}"));
            if (result.State != undisturbed)
                faults.Add($"{where}: {Difference(undisturbed, result.State)}");
        }

        return string.Join('\n', faults.Order(StringComparer.Ordinal));
    }

    private static string Difference(string undisturbed, string state)
    {
        var (expected, found) = (undisturbed.Split('\n'), state.Split('\n'));
        return $"missing [{string.Join("; ", expected.Except(found))}], beyond [{string.Join("; ", found.Except(expected))}]";
    }
}
