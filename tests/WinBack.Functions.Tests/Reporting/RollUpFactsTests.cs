using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Core.Outcomes;
using WinBack.Functions.Reporting;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Reporting.Guards;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting;

/// <summary>What cannot be summed up is said, and keeps no guard from being judged.</summary>
public sealed class RollUpFactsTests
{
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly MemoryTables _tables = new();
    private readonly Lines _log = new();

    [Fact]
    public async Task Run_UnreadableFact_IsSaidWithoutQuotingIt()
    {
        await _tables.Open("Facts").BatchAsync(KeyText.Join("replenish", "20261124", "00"), [new RowChange.Upsert("bad", "anna@example.com"u8.ToArray())]);

        await Function(new FixedCampaigns(Set())).RunAsync(new TimerInfo(), CancellationToken.None);

        Assert.Equal([1761, 1755, 1758, 1760], _log.Ids);       // a report leaves no day out, so the guards of this campaign cannot be judged by it
        Assert.Equal("Facts of campaign replenish could not be summed up, the first of day 2026-11-24 (JsonException); the next run tries again", _log.Texts[0]);
    }

    [Fact]
    public async Task Run_RollingUpFailsAsAWhole_JudgesGuardsAllTheSame()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Function(new NoCampaigns()).RunAsync(new TimerInfo(), CancellationToken.None));

        Assert.Equal([1760], _log.Ids);
    }

    private static CampaignSet Set() => Given.Set(Given.Campaign() with { PublishedAt = Given.Noon });

    private RollUpFacts Function(ICampaigns campaigns)
    {
        FactDays days = new(_tables, _clock);
        FactStore facts = new(_tables, StorageLayout.OneMachine, days);
        RollupStore rollups = new(_tables);
        GuardReader reader = new(new(facts, days, rollups, _clock), new OutcomeOptions(), new(), new FixedCampaigns(Set()), _tables);
        return new(
            new(facts, days, rollups, campaigns, _clock), new(new FixedCampaigns(Set()), new(_tables, _clock), reader, new(_tables, null, _clock), rollups, _clock), _log);
    }

    private sealed class NoCampaigns : ICampaigns
    {
        public ValueTask<CampaignSet> CurrentAsync(CancellationToken cancel = default) => throw new InvalidOperationException("the table is away");

        public ValueTask<CampaignStatus?> StatusAsync(string campaign, CancellationToken cancel = default) => throw new InvalidOperationException("the table is away");
    }

    private sealed class Lines : ILogger<RollUpFacts>
    {
        public List<int> Ids { get; } = [];

        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Ids.Add(eventId.Id);
            Texts.Add(formatter(state, exception));
        }
    }
}
