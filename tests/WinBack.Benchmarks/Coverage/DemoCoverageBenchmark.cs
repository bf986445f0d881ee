using System.CommandLine;
using System.Diagnostics;
using WinBack.Core.Reporting.Statistics;
using static System.FormattableString;

namespace WinBack.Benchmarks.Coverage;

/// <summary>How often the interval of a report contains what is true of the demo's population, and how often a report of campaigns without effect claims one.</summary>
internal static class DemoCoverageBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = Local.Commands.Option.Number("--runs", "Seeded demos with the effect, and as many without.", 200, 1, 100_000);
        var users = Local.Commands.Option.Number("--users", "Shoppers of each.", 400, 100, 100_000);
        var days = Local.Commands.Option.Number("--days", "Days of the campaigns.", 60, 60, 730);
        var firstSeed = Local.Commands.Option.Number("--first-seed", "Seed of the first demo; the others follow.", 1, 1, 1_000_000);
        var command = new RootCommand("Coverage of the report on the demo's truth.") { runs, users, days, firstSeed };
        var good = true;
        command.SetAction(async (call, cancel) => good = await RunAsync(call.GetValue(firstSeed), call.GetValue(runs), call.GetValue(users), call.GetValue(days), cancel));
        var code = await command.Parse(args).InvokeAsync();
        return code != 0 ? code : good ? 0 : 1;
    }

    private static async Task<bool> RunAsync(int firstSeed, int runs, int users, int days, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var (with, without, done) = (new IReadOnlyList<DemoReading>?[runs], new IReadOnlyList<DemoReading>?[runs], 0);
        try
        {
            await Parallel.ForAsync(0, runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, async (run, stop) =>
            {
                var moved = await DemoReadings.OfAsync(firstSeed + run, users, days, messagesMove: true, stop);
                (without[run], with[run]) = (await DemoReadings.OfAsync(firstSeed + run, users, days, messagesMove: false, stop), moved);
                if (Interlocked.Increment(ref done) is var so && so % 10 == 0)
                    await Console.Error.WriteLineAsync($"{so} of {runs} seeds after {watch.Elapsed.TotalSeconds:0} s");
            });
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"Broken off after {done} of {runs} seeds.");
        }

        Console.WriteLine(Invariant($"{done} demos with an effect and {done} without, of {users} shoppers and {days} days, seeds {firstSeed} to {firstSeed + runs - 1}, in {watch.Elapsed.TotalMinutes:0} min ({Process.GetCurrentProcess().TotalProcessorTime.TotalMinutes:0} min of CPU)"));
        return PrintCoverage(CoverageTally.Of(Done(with))) & PrintClaims(CoverageTally.Of(Done(without))) & done == runs;
    }

    private static List<DemoReading> Done(IEnumerable<IReadOnlyList<DemoReading>?> readings) => [.. readings.SelectMany(each => each ?? [])];

    private static bool PrintCoverage(IReadOnlyList<CoverageRow> rows)
    {
        Console.WriteLine($"\n{"with an effect",-22}{"reports",9}{"held out",10}{"truth",8}   {"interval contains it",-24}{"that of its own people",24}{"measured - true",18}");
        foreach (var row in rows)
        {
            var truth = row.Truth is { } known ? Invariant($"{100 * known:+0.00;-0.00}") : "";
            Console.WriteLine(Invariant($"{row.Name,-22}{row.Reports,9}{row.HeldOut,10:0}{truth,8}   {Share(row.Covered, row.Reports),-24}{Percent(row.CoveredOwn, row.Reports),24}{100 * row.MeanError,9:+0.00;-0.00} ± {100 * row.ErrorOfMean:0.00}{(row.CoversAsItShould ? "" : "  OUTSIDE")}"));
        }

        Console.WriteLine("It should in 90 to 98 %: of all reports the share itself, of one campaign's the interval of the share must reach into that.");
        return rows.All(row => row.CoversAsItShould);
    }

    private static bool PrintClaims(IReadOnlyList<CoverageRow> rows)
    {
        Console.WriteLine($"\n{"without (A/A)",-22}{"reports",9}{"held out",10}   {"claims one, one look",-24}{"looked at again",16}   {"claims one at any look",-24}{"unbalanced",11}");
        foreach (var row in rows)
            Console.WriteLine(Invariant($"{row.Name,-22}{row.Reports,9}{row.HeldOut,10:0}   {Share(row.Claims, row.Reports),-24}{row.Looked,16}   {Share(row.ClaimsAtAnyLook, row.Looked),-24}{row.Unbalanced,11}{(row.ClaimsAsSeldomAsItShould ? "" : "  TOO OFTEN")}"));
        Console.WriteLine("At most 5 % should: the interval of the share must not lie above that. In brackets 95 % intervals of the shares, Wilson's.");
        return rows.All(row => row.ClaimsAsSeldomAsItShould) && rows.Any(row => row.Looked > 0);
    }

    private static string Share(int count, int of)
    {
        if (of == 0)
            return "-";
        var interval = new Proportion(count, of).Wilson();
        return Invariant($"{Percent(count, of)} ({100 * interval.Low:0.0} to {100 * interval.High:0.0})");
    }

    private static string Percent(int count, int of) => of == 0 ? "-" : Invariant($"{100.0 * count / of:0.0} %");
}
