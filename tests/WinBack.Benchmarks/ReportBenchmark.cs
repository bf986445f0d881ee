using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Users;
using WinBack.Functions.Reporting.Export;
using WinBack.Local.Sqlite;
using WinBack.Local.Tables;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;

namespace WinBack.Benchmarks;

/// <summary>A report over a year of one campaign from its rollups, what making those costs, and whether an export's memory stays where it is.</summary>
internal static class ReportBenchmark
{
    private const int Days = 365;
    private const int MostOperations = 200;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Languages = ["de", "en", "fr", "es", "it"];

    public static async Task<int> RunAsync(string[] args)
    {
        var enrolments = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("winback-report-");
        try
        {
            await using var sqlite = SqliteTables.OpenFile(Path.Combine(folder.FullName, "bench.db"), new() { Durability = Durability.Relaxed });
            return await RunAsync(new CountingTables(sqlite), enrolments) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> RunAsync(CountingTables tables, int enrolments)
    {
        var clock = new FakeTimeProvider(Start);
        var days = new FactDays(tables, clock);
        var facts = new FactStore(tables, StorageLayout.OneMachine, days);
        var rollups = new RollupStore(tables);
        var campaign = Given.Campaign() with { PublishedAt = Start };
        var run = new RollupRun(facts, days, rollups, new FixedCampaigns(Given.Set(campaign)), clock);
        await TimedAsync($"append {2 * enrolments:N0} facts of {enrolments:N0} enrolments", tables, () => AppendAsync(facts, enrolments));

        clock.SetUtcNow(Start.AddDays(Days + 60));
        await TimedAsync("sum up a year for the first time", tables, async () => await run.RunAsync());
        clock.Advance(FactDays.Settles);
        await run.RunAsync();
        await run.RunAsync();

        var reader = new ReportReader(facts, days, rollups, clock);
        var (from, to) = (DateOnly.FromDateTime(Start.Date), DateOnly.FromDateTime(Start.AddDays(Days - 1).Date));
        await reader.ReadAsync(campaign.Id, from, to);       // warm
        Core.Reporting.CampaignReport? report = null;
        var (operations, time) = await TimedAsync("report over the year", tables, async () => report = await reader.ReadAsync(campaign.Id, from, to));
        if (report!.Funnel.Sum(arm => arm.Closed) != enrolments)
            throw new InvalidOperationException($"The report counts {report.Funnel.Sum(arm => arm.Closed)} enrolments.");
        var (parts, partsTime) = await TimedAsync("report over the year without its first and last day", tables, () => reader.ReadAsync(campaign.Id, from.AddDays(1), to.AddDays(-1)));

        // The last weeks of a campaign that runs: their facts change all the time, and the report goes by sums all the same.
        for (var day = to.AddDays(-60); day <= to; day = day.AddDays(1))
            await new FactDays(tables, clock).MarkAsync(campaign.Id, day);
        var (running, runningTime) = await TimedAsync("report over the year, 61 days of which have changed", tables, () => reader.ReadAsync(campaign.Id, from, to, upToDate: false));

        foreach (var format in Enum.GetValues<ExportFormat>())
            await ExportAsync(new(facts), new(campaign.Id, from, to, format));
        return new[] { operations, parts, running }.Max() < MostOperations && new[] { time, partsTime, runningTime }.Max() < MostTime;
    }

    private static async Task AppendAsync(FactStore facts, int enrolments)
    {
        await Parallel.ForAsync(0, enrolments, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, cancel) =>
        {
            var at = Start.AddDays(i % Days).AddSeconds(i / Days % 40_000);
            var arm = i % 10 == 0 ? Arm.Holdout : Arm.Treatment;
            var returned = i % 7 == 0 ? at.AddDays(i % 14) : (DateTimeOffset?)null;
            var enrolled = new Fact
            {
                Kind = FactKind.Enrolled,
                Campaign = "replenish",
                Version = 1,
                Person = string.Create(CultureInfo.InvariantCulture, $"person{i:D10}"),
                Episode = 1,
                Entry = 1,
                Arm = arm,
                At = at,
                Probability = arm == Arm.Holdout ? 0.1 : 0.9,
                GlobalShare = 0,
                IsFirstOfAll = true,
                Locale = Languages[i % Languages.Length],
                Variant = i % 2 == 0 ? "a" : "b",
                VariantProbability = 0.5,
            };
            await facts.AppendAsync(enrolled, cancel);
            await facts.AppendAsync(
                enrolled with
                {
                    Kind = FactKind.Outcome,
                    At = at.AddDays(14),
                    KeptAt = at,
                    EnrolledAt = at,
                    Status = EnrolmentStatus.Completed,
                    Outcome = new(returned, returned, returned is null ? 0 : i % 90),
                    About = new() { TriggeredAt = at, FirstChannel = Channel.Email, MessageCost = 0.01m, Currency = "EUR", FollowUp = new(1, 10, 20) },
                },
                cancel);
        });
    }

    private static async Task<(long Operations, TimeSpan Time)> TimedAsync(string what, CountingTables tables, Func<Task> action)
    {
        tables.Reset();
        var watch = Stopwatch.StartNew();
        await action();
        var time = watch.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60} {tables.Sum().Total,12:N0} operations {time.TotalSeconds,10:F3} s"));
        return (tables.Sum().Total, time);
    }

    private static async Task ExportAsync(FactExport export, ExportQuery query)
    {
        var watch = Stopwatch.StartNew();
        await using var target = new Measured();
        await query.WriteAsync(export, facts: true, target, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"export of all facts as {query.Format,-37} {target.Length / 1e6,12:N1} MB         {watch.Elapsed.TotalSeconds,10:F1} s   in use: {target.Early / 1e6:N0} MB early, {target.Late / 1e6:N0} MB late"));
    }

    // Counts what is written, and the memory in use in the first quarter of the file and after it.
    private sealed class Measured : Stream
    {
        private readonly List<(long At, long InUse)> _seen = [];
        private long _length;

        public long Early => _seen.Where(each => each.At < _length / 4).Select(each => each.InUse).DefaultIfEmpty().Max();

        public long Late => _seen.Where(each => each.At >= _length / 4).Select(each => each.InUse).DefaultIfEmpty().Max();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            _length += count;
            if (_seen.Count == 0 || _length - _seen[^1].At > 4_000_000)
                _seen.Add((_length, GC.GetTotalMemory(forceFullCollection: true)));
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
