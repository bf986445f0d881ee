using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

public sealed class ErasureTests
{
    private static readonly JsonSerializerOptions WithInfinity = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly MemoryTables _memory = new();
    private readonly MeddledTables _tables;
    private readonly AWorld _world;

    public ErasureTests()
    {
        _tables = new(_memory);
        _world = new(_tables, campaigns: Given.Campaign());
    }

    internal static IncomingEvent[] History(string user = "anna") =>
    [
        Given.Reachable(Given.Noon, "profile-1", user), Given.Purchase(Given.Noon, "order-1", user),
        Given.Event("visit", Given.Noon.AddHours(1), "visit-1", user),
    ];

    // The promise that peers break: erased in the cache, then mailed from the queue.
    [Fact]
    public async Task Erase_BetweenClaimAndHandOver_NothingLeavesAndNothingComesBack()
    {
        var sequence = await LapsedAsync();
        _tables.BeforeWrite = async (table, changes) =>
        {
            if (table == "People" && changes.Any(change => change.Row.StartsWith("a|", StringComparison.Ordinal)))
                await EraseAsync();
        };

        var after = await ContactAsync(sequence);
        _tables.BeforeWrite = null;
        var again = await _world.ApplyAsync(History());
        await LiveOnAsync();

        Assert.Empty(_world.Provider.Calls);
        Assert.Equal(EnrolmentStatus.Cancelled, after.Status);
        Assert.All(again, status => Assert.Equal(ItemStatus.Dropped, status));
        Assert.Empty(Named("anna"));
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
    }

    [Fact]
    public async Task Erase_AfterContacts_LeavesNoRowWithTheIdTheAddressOrThePersonKey()
    {
        await ContactAsync(await LapsedAsync());
        var key = (await _world.UserAsync()).PersonKey;

        await EraseAsync();

        Assert.Empty(Named("anna"));
        Assert.All(Named(key), each => Assert.Equal("Facts", each.Table));
        Assert.Contains($"replenish.1.{key}", _world.Sequences.Erased);
    }

    [Fact]
    public async Task Erase_AMessageInTheProvidersHands_IsKeptByNobody()
    {
        var sequence = await LapsedAsync();
        _world.Provider.Answer = async message =>
        {
            await _world.Outbox.AddAsync(message, _world.Now);
            await EraseAsync();
            return new SendResult.Accepted("p-1");
        };

        await ContactAsync(sequence);

        Assert.Empty(Named("anna"));
        Assert.Equal(AttemptState.Unknown, Assert.Single(await FactsAsync(), fact => fact.Kind == FactKind.HandedOver).Answer);
    }

    // Both arms: of four who lapsed one came back; two are erased in the middle of their windows.
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public async Task Erase_OpenAndClosedEnrolments_LeaveTheReportAsItWas(double share)
    {
        _world.Campaigns.Set = Given.Set(Given.Campaign() with { Holdout = new(share, "salt") });
        string[] users = [.. Enumerable.Range(0, 12).Select(number => $"user-{number}")];
        foreach (var user in users)
            await _world.ApplyAsync(History(user));
        await LiveOnAsync(31);
        foreach (var start in _world.Sequences.Started.ToList())
            await ContactAsync(SequenceState.From(start));
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.ApplyAsync(Given.Purchase(_world.Now, "back", "user-0"), Given.Purchase(_world.Now, "back", "user-1"));
        var before = await ReportAsync();

        foreach (var user in users[..6])
            await EraseAsync(user);

        Assert.Equal(before, await ReportAsync());
        await LiveOnAsync(20);
        var closed = await ReadReportAsync();
        Assert.Equal(12, closed.Funnel.Sum(arm => arm.Enrolled));
        Assert.Equal(2, closed.Funnel.Sum(arm => arm.Primary.Returned));
        foreach (var user in users[6..])
            await EraseAsync(user);
        Assert.Equal(Text(closed), await ReportAsync());
    }

    // An event that was on its way when the tombstone was laid, of a person of whom nothing was known.
    [Fact]
    public async Task Erase_BeforeTheFirstWriteOfSomebodyNew_LeavesNothing()
    {
        _tables.BeforeWrite = async (table, changes) =>
        {
            if (table == "People" && changes.Any(change => change.Row.StartsWith("u|", StringComparison.Ordinal)))
                await EraseAsync();
        };

        var status = await _world.ApplyAsync(Given.Purchase(_world.Now));

        Assert.Equal([ItemStatus.Dropped], status);
        Assert.DoesNotContain(Named("anna"), each => each.Table == "People");
    }

    [Fact]
    public async Task Erase_AnyIdOfAMergedPerson_ErasesAll()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "visitor"));
        await _world.Merge.MergeAsync("visitor", "middle", _world.Now, _world.Sequences, CancellationToken.None);
        await _world.Merge.MergeAsync("middle", "anna", _world.Now, _world.Sequences, CancellationToken.None);

        Assert.Equal(3, (await EraseAsync("visitor")).Users);

        await LiveOnAsync();        // a filing that was replaced goes when its hour comes
        Assert.Empty(Named("anna").Concat(Named("visitor")).Concat(Named("middle")));
        Assert.All(
            await _world.ApplyAsync(Given.Purchase(_world.Now, "a", "visitor"), Given.Purchase(_world.Now, "b", "middle"), Given.Purchase(_world.Now, "c")),
            status => Assert.Equal(ItemStatus.Dropped, status));
    }

    // Merges that were made before there was a way back from the one who survives.
    [Fact]
    public async Task Erase_MergedBeforeIdsWereNoted_FindsThemAllTheSame()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "visitor"));
        await _world.People.ChangeAsync("visitor", change => Core.Outcomes.UserMerging.Begin(change, "anna", _world.Now), _world.Sequences);

        Assert.Equal(2, (await EraseAsync()).Users);
        await LiveOnAsync();
        Assert.Empty(Named("visitor"));
    }

    [Fact]
    public async Task Merge_IntoAnErasedUser_IsDropped()
    {
        await EraseAsync();
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-v", "visitor"));

        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-1") with { MergeFrom = "visitor" });

        Assert.Empty(Named("anna"));
        Assert.Null((await _world.UserAsync("visitor")).MergedInto);
    }

    [Fact]
    public async Task Erase_AddressSharedWithAnother_EndsTheirMessagesToIt()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now));
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-2", "ben") with
        {
            Profile = Given.Reachable(_world.Now).Profile,
        });

        await EraseAsync();

        Assert.False((await _world.UserAsync("ben")).Profile.Consents[Channel.Email].Given);
    }

    [Fact]
    public async Task Erase_SequencesThatCannotBeReached_IsNotAnsweredAndThenFinished()
    {
        await ContactAsync(await LapsedAsync());
        _world.Sequences.Down = new HttpRequestException("the task hub is down");

        await Assert.ThrowsAsync<HttpRequestException>(() => EraseAsync());
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
        _world.Sequences.Down = null;
        await EraseAsync();

        Assert.Empty(Named("anna"));
    }

    [Fact]
    public async Task Lift_OfOneWhoComesBack_BeginsAnewAndStaysSuppressedUntilTheyConsent()
    {
        await _world.ApplyAsync(History());
        await EraseAsync();
        Assert.True(await _world.Tombstones.LiftAsync("anna"));
        _world.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal([ItemStatus.Applied], await _world.ApplyAsync(Given.Purchase(_world.Now, "new")));
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-9"));

        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Email, "anna@example.com"));
        Assert.Equal(1, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
    }

    private async Task<SequenceState> LapsedAsync()
    {
        await _world.ApplyAsync(History());
        await LiveOnAsync(31);
        return SequenceState.From(Assert.Single(_world.Sequences.Started));
    }

    private async Task LiveOnAsync(int days = 60)
    {
        _world.Clock.Advance(TimeSpan.FromDays(days));
        await _world.ScanAsync();
    }

    private Task<SequenceState> ContactAsync(SequenceState state) => _world.Sender.ContactAsync(state, _world.Sequences, CancellationToken.None);

    private Task<Storage.Outcomes.ErasureResult> EraseAsync(string user = "anna") => _world.Erasures.EraseAsync(user, _world.Sequences);

    private List<(string Table, TableRow Row)> Named(string text) => [.. _memory.All().Where(each => Mentions(each.Row, text))];

    internal static bool Mentions(TableRow row, string text) =>
        row.Row.Contains(text, StringComparison.Ordinal) || Encoding.UTF8.GetString(row.Data.Span).Contains(text, StringComparison.Ordinal);

    private async Task<string> ReportAsync() => Text(await ReadReportAsync());

    private static string Text(Core.Reporting.CampaignReport report) => JsonSerializer.Serialize(report, WithInfinity);

    private Task<Core.Reporting.CampaignReport> ReadReportAsync() =>
        new ReportReader(_world.Facts).ReadAsync("replenish", DateOnly.FromDateTime(Given.Noon.UtcDateTime), DateOnly.FromDateTime(_world.Now.UtcDateTime));

    private async Task<List<Fact>> FactsAsync()
    {
        List<Fact> facts = [];
        await foreach (var fact in _world.Facts.ReadAsync("replenish", DateOnly.FromDateTime(Given.Noon.UtcDateTime), DateOnly.FromDateTime(_world.Now.AddDays(90).UtcDateTime)))
            facts.Add(fact);
        return facts;
    }
}
