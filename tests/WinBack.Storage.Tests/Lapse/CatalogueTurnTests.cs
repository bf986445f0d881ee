using System.Globalization;
using Microsoft.Extensions.Logging;
using WinBack.Core.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Storage.Tests.Lapse.CatalogueTests;

namespace WinBack.Storage.Tests.Lapse;

/// <summary>Much news, and news that cannot be told: what waits for what.</summary>
public sealed class CatalogueTurnTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private readonly MeddledTables _tables = new(new MemoryTables());

    [Fact]
    public async Task Scan_NewsAndLapsesOfSeveralShards_TellsOnlyWhenAllWhoLapsedAreIn()
    {
        var world = new AWorld(_tables, shards: 4, campaigns: [Given.Campaign() with { Lapse = new(Threshold.Days(30), []), ExitTypes = [] }, Drop()]);
        await world.ApplyAsync([.. Enumerable.Range(0, 12).Select(i => Given.Event("opened", Noon.AddDays(-29), "o1", $"lapsed{i}"))]);
        await world.ApplyAsync([.. Enumerable.Range(0, 12).Select(i => Look(Noon.AddDays(-2), "l1", Name(i)))]);
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);
        world.Clock.SetUtcNow(Noon.AddDays(1).AddMinutes(6));
        List<int> before = [];
        _tables.BeforeWrite = (_, changes) =>
        {
            if (changes.Any(IsNews))
                before.Add(world.Sequences.Started.Count(start => start.UserId.StartsWith("lapsed", StringComparison.Ordinal)));
            return Task.CompletedTask;
        };
        await world.ScanAsync();

        Assert.Equal(Enumerable.Repeat(12, 12), before);
    }

    // Each scan has time for one, and none can be told: still each has its turn.
    [Fact]
    public async Task Continue_BudgetOfOnePieceOfNews_GivesEachItsTurn()
    {
        const int items = 6;
        var world = new AWorld(_tables, campaigns: Drop());
        for (var i = 0; i < items; i++)
        {
            await world.ApplyAsync(Look(Noon.AddDays(-2), "l1", Name(i), $"item{i}"));
            await world.Catalogue.TakeAsync([Price(-72, 100) with { Item = $"item{i}" }, Price(-1, 80) with { Item = $"item{i}" }]);
        }

        List<string> tried = [];
        _tables.BeforeWrite = (_, changes) =>
        {
            if (changes.FirstOrDefault(IsNews) is not { } news)
                return Task.CompletedTask;
            tried.Add(news.Row);
            throw new InvalidOperationException("not now");
        };
        for (var scan = 0; scan < items; scan++)
            Assert.Equal(0, await world.Waves.ContinueAsync(world.Campaigns.Set, world.Sequences, new() { Waves = 1 }, default));
        Assert.Equal(items, tried.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(items, tried.Count);

        _tables.BeforeWrite = null;
        Assert.Equal(items, (await world.ScanAsync()).Told);
        Assert.Equal(0, (await world.ScanAsync()).Told);
    }

    [Fact]
    public async Task Continue_BudgetOfPeople_EndsWithTheirPageAndGoesOnNextTime()
    {
        var world = new AWorld(_tables, campaigns: Drop());
        await world.ApplyAsync([.. Enumerable.Range(0, 510).Select(i => Look(Noon.AddDays(-2), "l1", Name(i)))]);
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);

        Assert.Equal(CatalogueWaves.PageSize, await world.Waves.ContinueAsync(world.Campaigns.Set, world.Sequences, new() { People = 1 }, default));
        Assert.Equal(10, await world.Waves.ContinueAsync(world.Campaigns.Set, world.Sequences, new() { People = 1 }, default));
    }

    // A store that is away for long is no fault of anybody.
    [Fact]
    public async Task Scan_NobodyCanBeWrittenForManyScans_GivesNobodyUp()
    {
        var world = new AWorld(_tables, campaigns: Drop());
        await world.ApplyAsync([.. Enumerable.Range(0, 30).Select(i => Look(Noon.AddDays(-2), "l1", Name(i)))]);
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);
        _tables.BeforeWrite = (_, changes) => changes.Any(IsNews) ? throw new InvalidOperationException("away") : Task.CompletedTask;
        for (var scan = 0; scan < 8; scan++)
            Assert.Equal(0, (await world.ScanAsync()).Told);
        _tables.BeforeWrite = null;

        Assert.Equal(30, (await world.ScanAsync()).Told);
    }

    [Fact]
    public async Task Continue_OnePersonCannotBeWritten_IsGivenUpAloudAndNotCountedAsTold()
    {
        var world = new AWorld(_tables, campaigns: Drop());
        await world.ApplyAsync([.. Enumerable.Range(0, 3).Select(i => Look(Noon.AddDays(-2), "l1", Name(i)))]);
        await world.Catalogue.TakeAsync([Price(-72, 100), Price(-1, 80)]);
        _tables.BeforeWrite = (_, changes) => changes.Any(change => change.Row.StartsWith("v|u0001|winback", StringComparison.Ordinal)) ? throw new InvalidOperationException("always") : Task.CompletedTask;
        var log = new Lines();
        var waves = new CatalogueWaves(world.Catalogue, world.Interests, world.People, world.Ingest, log);
        List<int> told = [];
        for (var scan = 0; scan < 6; scan++)
            told.Add(await waves.ContinueAsync(world.Campaigns.Set, world.Sequences, new(), default));

        Assert.Equal([2, 0, 0, 0, 0, 0], told);
        Assert.Equal([LogLevel.Warning, LogLevel.Warning, LogLevel.Warning, LogLevel.Warning, LogLevel.Error], log.All.Select(line => line.Level));
        Assert.Equal("News of an item could not be told to 1 people in 5 scans, and they are given up", log.All[^1].Text);
    }

    // As docs/catalogue.md says.
    [Fact]
    public async Task Costs_OfStatesAndOfNewsForNobody_AreWhatTheGuideSays()
    {
        var counting = new CountingTables(new MemoryTables());
        var world = new AWorld(counting, campaigns: Drop());
        await world.Catalogue.TakeAsync(Price(-72, 100));

        Assert.Equal(1, await CostAsync(() => world.Catalogue.TakeAsync(Price(-72, 100))));
        Assert.Equal(2, await CostAsync(() => world.Catalogue.TakeAsync(Price(-48, 100))));    // the same with a new instant
        Assert.Equal(17, await CostAsync(TellAsync));
        Assert.Equal(2, await CostAsync(() => world.Catalogue.TakeAsync(Price(-1, 80))));
        Assert.Equal(17 + 3, await CostAsync(TellAsync));

        Task TellAsync() => world.Waves.ContinueAsync(world.Campaigns.Set, world.Sequences, new(), default);

        async Task<long> CostAsync(Func<Task> work)
        {
            counting.Reset();
            await work();
            return counting.Sum().Total;
        }
    }

    private static bool IsNews(RowChange change) => change.Row.StartsWith("v|", StringComparison.Ordinal) && change.Row.Contains("|winback", StringComparison.Ordinal);

    private static string Name(int i) => "u" + i.ToString("D4", CultureInfo.InvariantCulture);

    private sealed class Lines : ILogger<CatalogueWaves>
    {
        public List<(LogLevel Level, string Text)> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add((logLevel, formatter(state, exception)));
    }
}
