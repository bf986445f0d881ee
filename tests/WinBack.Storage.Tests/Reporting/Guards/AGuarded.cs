using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Core.Outcomes;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Reporting.Guards;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;

namespace WinBack.Storage.Tests.Reporting.Guards;

/// <summary>A campaign with rollups as a test makes them up, and instances of the app that judge its guards.</summary>
internal sealed class AGuarded
{
    private readonly RollupStore _rollups;

    public AGuarded(ITables? tables = null)
    {
        Tables = tables ?? new MemoryTables();
        (_rollups, Store, History) = (new(Tables), new(Tables, Clock), new(Tables));
    }

    public ITables Tables { get; }

    public FakeTimeProvider Clock { get; } = new(Given.Noon);

    public CampaignStore Store { get; }

    public CampaignHistory History { get; }

    /// <summary>Publishes it, or its next version.</summary>
    public async Task<Campaign> PublishAsync(string guards)
    {
        var published = await Store.PublishAsync("a.yaml", File(guards), "anna");
        await _rollups.KeepSinceAsync("a", Today, CancellationToken.None);
        return published.Campaign ?? throw new InvalidOperationException(published.Errors[0].ToString());
    }

    public static string File(string guards) => $$"""
        id: a
        name: Again
        status: active
        goal: purchase
        lapse: { after: P30D, since: purchase }
        touches: [ { id: first, delay: PT0S, channels: [sms], sms: { body: "Hello" } } ]
        guards: {{guards}}
        """;

    /// <summary>Sets what the rollup of the first day says.</summary>
    public async Task SumAsync((long Drawn, long Harmed)? treatment = null, (long Drawn, long Harmed)? holdout = null, long accepted = 0, long refused = 0)
    {
        Rollup sums = new();
        foreach (var (arm, (drawn, harmed)) in new[] { (Arm.Treatment, treatment ?? (900, 0)), (Arm.Holdout, holdout ?? (100, 0)) })
            sums.Arms[CellKey.Of(arm, 0.1).Text] = new() { Enrolled = drawn, Drawn = drawn, Harm = new() { OptedOut = harmed, Any = harmed } };
        sums.Touches[CellKey.Of(Arm.Treatment, 0, "sms|first").Text] = new() { Touch = "first", Channel = Channel.Sms, Accepted = accepted, Refused = refused };
        var etags = await _rollups.ETagsAsync("a", Day, CancellationToken.None);
        if (!await _rollups.WriteAsync("a", Day, sums, etags, null, CancellationToken.None))
            throw new InvalidOperationException("another test wrote it");
    }

    /// <summary>An instance of the app with its own cache of campaigns.</summary>
    public GuardRun Instance(IGuardHook? hook = null, CampaignStore? store = null)
    {
        store ??= new(Tables, Clock);
        return new(store, store, Reader(), new(Tables, hook, Clock), _rollups, Clock);
    }

    public GuardReader Reader()
    {
        FactDays days = new(Tables, Clock);
        return new(new(new FactStore(Tables, StorageLayout.OneMachine, days), days, _rollups, Clock), new OutcomeOptions { SmsPrice = 0.1m }, new(), new CampaignStore(Tables, Clock), Tables);
    }

    public Task<CampaignStatus?> StatusAsync() => Store.StatusAsync("a").AsTask();

    public async Task<IReadOnlyList<string>> LogAsync() => [.. (await History.LogAsync("a")).Select(deed => $"{deed.What} {deed.By}")];

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    private static DateOnly Day => DateOnly.FromDateTime(Given.Noon.UtcDateTime);
}

/// <summary>A receiver that says what it is told to.</summary>
internal sealed class AHook(Func<bool>? takes = null) : IGuardHook
{
    public List<(string Key, byte[] Body)> Posted { get; } = [];

    public Task<bool> PostAsync(string key, byte[] body, CancellationToken cancel)
    {
        Posted.Add((key, body));
        return Task.FromResult(takes?.Invoke() ?? true);
    }
}
