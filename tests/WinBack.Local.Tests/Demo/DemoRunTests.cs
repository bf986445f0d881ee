using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.App;
using WinBack.Local.Demo;
using WinBack.Local.Tests.Flow;
using WinBack.Local.Tests.Import;
using WinBack.Local.Tests.Tables;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Local.Tests.Demo;

public sealed class DemoRunTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Run_TheSameSeedTwice_GivesTheSameRowsByteForByteAndAnotherSeedOthers()
    {
        var first = await DigestAsync(seed: 7);
        Assert.Equal(first, await DigestAsync(seed: 7));
        Assert.Contains(first, table => table.Table == "t_outbox" && table.Rows > 20);
        Assert.Contains(first, table => table.Table == "history" && table.Rows > 20);

        var other = await DigestAsync(seed: 8);
        foreach (var table in new[] { "t_people", "t_outbox", "history" })
            Assert.NotEqual(first.Single(each => each.Table == table), other.Single(each => each.Table == table));
    }

    /// <summary>
    /// The six campaigns at once, on as few people as it takes for them to meet: that they met is asserted, so that a clean audit says something.
    /// </summary>
    [Fact]
    public async Task Run_SixCampaignsTogether_MeetInCapsPrioritiesAndConflictsAndTheAuditIsClean()
    {
        var result = await new DemoRun(new(_files.Data, Users: 400, Days: 70, Seed: 1) { DaysBetweenCarts = 30 }).RunAsync(default);

        await using var app = ReadOnlyApp.Open(_files.Data);
        var audit = await app.Services.GetRequiredService<AuditReader>().ReadAsync();
        Assert.Empty(audit.Violations);
        Assert.All(audit.Promises, promise => Assert.True(promise.Checked > 0, $"nothing was checked for promise {promise.Number}"));
        Assert.Equal(6, result.Truths.Count);
        Assert.All(result.Truths, each => Assert.True(each.Lift.People > 0, $"{each.Campaign.Id} enrolled nobody"));
        Assert.Contains(result.Truths, each => each.Lift.ReachedByOthers > 0);
        Assert.All(result.Truths, each => Assert.Equal(0, each.Lift.Unlike));     // each did what the life that their arm gave them says
        Assert.Contains(result.Truths, each => each.Lift.Return.Absolute > 0.02);
        Assert.All(new[] { result.Interplay.CapRefusals, result.Interplay.KeptFree, result.Interplay.Waiting }, count => Assert.True(count > 0, $"the campaigns did not meet: {result.Interplay}"));

        var channels = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var entry in app.Services.GetRequiredService<Outbox>().ReadAsync(new(2026, 1, 5), new(2026, 4, 15)))
            channels.Add(AttemptKey.Name(entry.Message.Channel));
        Assert.Equal(["email", "push", "sms", "webhook"], channels);
        await AssertReadByChannelAsync(app.Services.GetRequiredService<IFacts>());
    }

    // An app reports that a push was opened, links are followed in e-mails and texts, and their provider reports the rest.
    private static async Task AssertReadByChannelAsync(IFacts facts)
    {
        var read = new HashSet<(FactKind, Channel?)>();
        foreach (var campaign in DemoOptions.Samples)
        {
            await foreach (var fact in facts.ReadAsync(campaign, new(2026, 1, 5), new(2026, 4, 15)))
                read.Add((fact.Kind, fact.Channel));
        }

        Assert.Superset(
            new HashSet<(FactKind, Channel?)>
            {
                (FactKind.Delivered, Channel.Email), (FactKind.Undelivered, Channel.Email), (FactKind.Opened, Channel.Email), (FactKind.Clicked, Channel.Email),
                (FactKind.Delivered, Channel.Sms), (FactKind.Opened, Channel.Push),
            },
            read);
        Assert.DoesNotContain((FactKind.Opened, Channel.Sms), read);        // no carrier tells
    }

    /// <summary>A row that is no fact, as a broken disk leaves one.</summary>
    [Fact]
    public async Task Audit_FactsThatCannotBeSummedUp_StopsAndNamesTheCampaign()
    {
        await using var app = await ARunningApp.OpenAsync(null, FlowCampaign.Again);
        var facts = app.Services.GetRequiredService<ITables>().Open("Facts");
        await facts.BatchAsync(KeyText.Join("again", "20260302", "00"), [new RowChange.Insert("Enrolled", "no fact"u8.ToArray())]);

        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => DemoRun.AuditAsync(app.Services, ARunningApp.Start, default));

        Assert.Equal("The facts of again could not be summed up.", stopped.Message);
        Assert.IsType<JsonException>(stopped.InnerException);
        Assert.Null(await app.Services.GetRequiredService<AuditResults>().LastAsync());
    }

    [Fact]
    public async Task Run_MessagesThatMoveNobody_AreSentAndChangeNothing()
    {
        var result = await new DemoRun(new(_files.Data, Users: 100, Days: 60, Seed: 1) { MessagesMove = false }).RunAsync(default);

        Assert.Contains(DatabaseDigest.Of(_files.Data.Tables, _files.Data.Durable), table => table.Table == "t_outbox" && table.Rows > 20);
        Assert.Contains(result.Truths, each => each.Lift.People > 20);
        Assert.All(result.Truths, each => Assert.Equal((0, 0.0, 0.0), (each.Lift.Unlike, each.Lift.Return.Absolute, each.Lift.Goal.Absolute)));
    }

    private async Task<List<(string Table, long Rows, string Digest)>> DigestAsync(long seed)
    {
        await new DemoRun(new(_files.Data, Users: 100, Days: 60, seed)).RunAsync(default);
        return DatabaseDigest.Of(_files.Data.Tables, _files.Data.Durable);
    }
}
