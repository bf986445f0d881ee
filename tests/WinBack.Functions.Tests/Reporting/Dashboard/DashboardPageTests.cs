using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Outcomes;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.Storage.Reporting.Guards;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting.Dashboard;

public sealed class DashboardPageTests
{
    [Fact]
    public async Task Overview_ManyCampaigns_ReadsFourAtOnceAndNoMore()
    {
        var tables = new Gate(new MemoryTables(), ReportReader.AtOnce);
        var clock = new FakeTimeProvider(Given.Noon);
        FactDays days = new(tables, clock);
        RollupStore rollups = new(tables);
        ReportReader reports = new(new FactStore(tables, StorageLayout.OneMachine, days), days, rollups, clock);
        var campaigns = Given.Set([.. Enumerable.Range(1, 9).Select(i => Given.Campaign() with { Id = $"c{i}", Name = $"Campaign {i}", PublishedAt = Given.Noon })]);
        GuardReader guarded = new(reports, new OutcomeOptions(), new(), new FixedCampaigns(campaigns), tables);
        var page = new DashboardPage(new FixedCampaigns(campaigns), new CampaignHistory(tables), reports, guarded, rollups, clock);

        var shown = await AReport.ReadAsync(await page.RunAsync(new DefaultHttpContext().Request, CancellationToken.None));

        Assert.Equal(Enumerable.Range(1, 9).Select(i => $"Campaign {i}"), shown.QuerySelectorAll("article h3 a").Select(each => each.TextContent));
        Assert.Equal(ReportReader.AtOnce, tables.Most);
    }

    /// <summary>Answers no look at a rollup before so many are under way, then all.</summary>
    private sealed class Gate(ITables inner, int open) : ITables
    {
        private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);

        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private int _under;

        public int Most { get; private set; }

        public ITable Open(string name) => name == "Rollups" ? new Table(inner.Open(name), this) : inner.Open(name);

        private async Task PassAsync()
        {
            lock (_lock)
            {
                Most = Math.Max(Most, ++_under);
                if (_under >= open)
                    _opened.TrySetResult();
            }

            await _opened.Task.WaitAsync(Never);
            await Task.Yield();
            lock (_lock)
                _under--;
        }

        private sealed class Table(ITable inner, Gate gate) : ITable
        {
            public async ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default)
            {
                await gate.PassAsync();
                return await inner.GetAsync(partition, row, cancel);
            }

            public ValueTask<TablePage> QueryAsync(string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default) =>
                inner.QueryAsync(partition, from, to, pageSize, continuation, cancel);

            public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default) => inner.BatchAsync(partition, changes, cancel);
        }
    }
}
