using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>
/// The audit where real providers take the messages and no outbox tells what left: clean when all went well, and a planted violation of each promise
/// about messages is found from the ledger and the trails. Promise 7 is about no message: see <see cref="AuditOfTheIndexTests"/>.
/// </summary>
public sealed class AuditOfLedgerTests
{
    private static readonly Campaign Replenish = Given.Campaign() with
    {
        Touches = [Given.Touch("first", "PT0H"), Given.Touch("second", "P7D")],
        QuietHours = new(new(21, 0), new(8, 0), TimeSpan.FromMinutes(30)),
        Caps = [new(Channel.Email, 2, TimeSpan.FromDays(14))],
    };

    private readonly ReportingWorld _world = new(new MemoryTables(), channel => new ProviderChannel(channel, new()), Replenish);

    [Fact]
    public async Task Audit_OfAProvidersMessages_CountsEachAttemptOnceAndIsClean()
    {
        foreach (var user in Enumerable.Range(0, 20).Select(i => $"user{i:D2}"))
        {
            await _world.BuysAsync(user);
            await _world.AdvanceAsync(TimeSpan.FromMinutes(47));
        }

        await _world.AdvanceDaysAsync(60);
        var report = await _world.Audit.ReadAsync();

        Assert.Empty(report.Violations);
        Assert.Equal(40, report.Departures);
        Assert.All(report.Promises, promise => Assert.True(promise.Checked > 0, promise.Name));
        Assert.Null(await _world.Outbox.LatestDayAsync());
    }

    [Fact]
    public async Task Audit_OutboxAndProviderMixed_CountsEachAttemptOnce()
    {
        var byOutbox = true;
        ReportingWorld world = null!;
        var provider = new AProvider { Answer = async message => new SendResult.Accepted(byOutbox ? await world.Outbox.AddAsync(message, world.Now) : "p-1") };
        world = new(
            new MemoryTables(),
            channel => new ProviderChannel(channel, provider), Replenish);
        await world.BuysAsync("anna");
        await world.AdvanceDaysAsync(30);
        byOutbox = false;
        await world.AdvanceDaysAsync(8);

        var report = await world.Audit.ReadAsync();
        Assert.Equal((2, 0), (report.Departures, report.Broken));
    }

    [Theory]
    [InlineData(AttemptState.Sending, 1)]
    [InlineData(AttemptState.Unknown, 1)]
    [InlineData(AttemptState.Refused, 1)]    // the provider had it all the same
    [InlineData(AttemptState.Retry, 1)]
    [InlineData(AttemptState.Released, 0)]   // provably never left
    [InlineData(AttemptState.Ghost, 0)]
    public async Task Audit_AnAttemptThatBegan_LeftInEveryStateButReleased(AttemptState state, int departures)
    {
        await LapseAsync();
        var row = await FirstAsync();
        await _world.PlantAsync("anna", row with { State = state, SendingAt = state == AttemptState.Ghost ? null : row.SendingAt });

        Assert.Equal(departures, (await _world.Audit.ReadAsync()).Departures);
    }

    [Fact]
    public async Task Promise1_BegunAfterAReturn_IsFoundInTheLedger()
    {
        await LapseAsync();
        await _world.AdvanceAsync(TimeSpan.FromHours(1));
        await _world.HearAsync(Given.Purchase(_world.Now, "back"));
        await _world.AdvanceDaysAsync(7);
        await BeginsAsync("second");

        var broken = await OnlyAsync(Promise.NoContactAfterReturnOrStop);
        Assert.Equal("People", broken.Table);
        Assert.EndsWith("l|anna|replenish.000001|second|email", broken.Row, StringComparison.Ordinal);
        Assert.Equal("replenish", broken.Campaign);
    }

    [Fact]
    public async Task Promise1_BegunAfterAStop_IsFoundInTheLedger()
    {
        await LapseAsync();
        await _world.HearAsync(Given.Consent(false, _world.Now, "stop"));
        await _world.Suppressions.ApplyAsync(new(Channel.Email, "anna@example.com", "opt-out", _world.Now.AddSeconds(1), Lifted: true));
        await _world.AdvanceDaysAsync(7);
        await BeginsAsync("second");

        Assert.Contains("consent on email to marketing was withdrawn", (await OnlyAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise1_ToAnAddressSuppressedBefore_IsFoundByTheTrailThoughThePersonHasAnotherNow()
    {
        await LapseAsync();
        var trail = (await TrailAsync("first"))!;
        await _world.Suppressions.ApplyAsync(new(Channel.Email, "anna@example.com", "bounce", trail.At.AddMinutes(-1)));
        await _world.PlantAsync("anna", user => user with { Profile = user.Profile with { Email = new("new@example.com", _world.Now) } });

        Assert.Contains("to an address suppressed since", (await OnlyAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-30, 1)]   // the address was theirs before
    [InlineData(1, 0)]     // where the message went is not known any more
    public async Task Promise1_TrailFromBeforeAddressesWereKept_IsJudgedByTodaysProfileWhereThatIsCertain(int sinceDays, int found)
    {
        await LapseAsync();
        var trail = (await TrailAsync("first"))!;
        await PlantTrailAsync(trail with { To = null });
        await _world.Suppressions.ApplyAsync(new(Channel.Email, "anna@example.com", "bounce", trail.At.AddMinutes(-1)));
        await _world.PlantAsync("anna", user => user with { Profile = user.Profile with { Email = new("anna@example.com", trail.At.AddDays(sinceDays)) } });

        Assert.Equal(found, (await _world.BrokenAsync(Promise.NoContactAfterReturnOrStop)).Count);
    }

    [Fact]
    public async Task Promise2_BegunAgainBesideTheLedger_IsFoundByTheTrail()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(2);
        var trail = (await TrailAsync("first"))!;
        await PlantTrailAsync(trail with { At = trail.At.AddHours(5) });

        Assert.Contains("began to be sent", (await OnlyAsync(Promise.NeverTwice)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise2_BegunWithoutALedgerRow_IsFoundByTheTrail()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(1);
        var trail = (await TrailAsync("first"))!;
        await PlantTrailAsync(trail with { Key = AttemptKey.For(OpenEnrolment.InstanceId("replenish", 1, trail.Person), "second", Channel.Email), Touch = "second" });

        var broken = await OnlyAsync(Promise.NeverTwice);
        Assert.Contains("no ledger row of it", broken.Explanation, StringComparison.Ordinal);
        Assert.Contains("/a|", broken.Row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise2_BegunForAUserWithoutARow_IsFoundByTheTrail()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(1);
        await _world.PlantAsync(PeopleKeys.Table, Partition, new RowChange.Delete(PeopleKeys.User("anna")));

        Assert.Contains("no row", (await OnlyAsync(Promise.NeverTwice)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise2_TrailOfSomebodyMergedIntoAnother_BreaksNothing()
    {
        await LapseAsync();
        await _world.BuysAsync("berta");
        await _world.Merge.MergeAsync("anna", "berta", _world.Now, new NoSequences(), CancellationToken.None);
        await _world.AdvanceDaysAsync(2);

        Assert.NotNull((await _world.People.FindAsync("anna"))!.MergedInto);
        var report = await _world.Audit.ReadAsync();
        Assert.Equal((1, 0), (report.Departures, report.Broken));
    }

    [Fact]
    public async Task Promise3_BegunForAHeldOutUser_IsFoundInTheLedger()
    {
        var world = new ReportingWorld(new MemoryTables(), channel => new ProviderChannel(channel, new()), Replenish with { Holdout = new(1, "all") });
        await world.BuysAsync("anna");
        await world.AdvanceDaysAsync(30);
        await world.PlantAsync("anna", user => user with { Open = [user.Open[0] with { Arm = Arm.Treatment }] });
        await world.AdvanceDaysAsync(7);

        Assert.Equal(3, Assert.Single((await world.Audit.ReadAsync()).Violations).Promise);
    }

    [Fact]
    public async Task Promise4_OneContactTooMany_IsFoundInTheLedger()
    {
        await LapseAsync();
        await _world.AdvanceDaysAsync(7);
        var campaign = _world.Campaigns.Set.Current.Single() with { Caps = [new(null, 1, TimeSpan.FromDays(14))] };
        _world.Campaigns.Set = new(1, [campaign], []);

        Assert.Contains("beyond 1 contact", (await OnlyAsync(Promise.CapsHold)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise5_BegunAtNight_IsFoundInTheLedger()
    {
        await LapseAsync();
        await _world.AdvanceAsync(TimeSpan.FromHours(13));
        await BeginsAsync("second");

        Assert.Contains("within 21:00 to 08:00", (await OnlyAsync(Promise.QuietHoursHold)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promise6_BegunWithoutFindings_IsFoundInTheLedger()
    {
        await LapseAsync();
        await _world.PlantAsync("anna", await FirstAsync() with { Findings = [] });

        Assert.All((await _world.Audit.ReadAsync()).Violations, each => Assert.Equal(6, each.Promise));
        Assert.NotEmpty(await _world.BrokenAsync(Promise.EveryDecisionExplained));
    }

    [Fact]
    public async Task ReadShard_OfEachShard_AddsUpToTheWhole()
    {
        await LapseAsync();
        foreach (var user in Enumerable.Range(0, 12).Select(i => $"user{i:D2}"))
            await _world.BuysAsync(user);
        await _world.PlantAsync("anna", await FirstAsync() with { Findings = [] });

        var whole = await _world.Audit.ReadAsync();
        var sum = AuditReport.Empty(whole.AsOf);
        for (var shard = 0; shard < ReportingWorld.Layout.PeopleShards; shard++)
            sum = sum.With(await _world.Audit.ReadShardAsync(shard));
        Assert.Equal(whole.Violations, sum.Violations);
        Assert.Equal(whole.Promises, sum.Promises);
        Assert.Equal((13, 1, 2), (sum.Users, sum.Departures, sum.BrokenByCampaign["replenish"]));
    }

    [Fact]
    public async Task Promise7_CloseFiledLaterThanItsWindow_IsLookedForAndFound()
    {
        await LapseAsync();
        var open = (await _world.People.FindAsync("anna"))!.Open[0];
        var close = new DueFiling(DueKind.Close, open.WindowEnds, "anna", open.Campaign, open.Episode, null);
        var shard = KeyText.Shard("anna", ReportingWorld.Layout.PeopleShards);
        await _world.PlantAsync(DueKeys.Table, DueKeys.Partition(close.At, shard), new RowChange.Delete(DueKeys.Row(close)));
        await _world.PlantAsync("anna", user => user with { Open = [open with { WindowEnds = _world.Now.AddHours(-9) }] });
        Assert.Single(await _world.BrokenAsync(Promise.OneLiveDueRow));

        await _world.Due.FileAsync(close with { At = _world.Now.AddMinutes(5) });
        Assert.Empty(await _world.BrokenAsync(Promise.OneLiveDueRow));
    }

    private static string Partition => PeopleKeys.Partition("anna", ReportingWorld.Layout.PeopleShards);

    /// <summary>Anna buys, and thirty days later gets the first of two touches.</summary>
    private async Task LapseAsync()
    {
        await _world.BuysAsync("anna");
        await _world.AdvanceDaysAsync(30);
        Assert.True((await _world.Audit.ReadAsync()).IsClean);
    }

    private async Task<LedgerEntry> FirstAsync() => (await _world.People.LedgerAsync("anna")).Single();

    /// <summary>Writes the ledger row of a message that begins now, past every rule.</summary>
    private Task BeginsAsync(string touch) => _world.PlantAsync("anna", new LedgerEntry
    {
        Campaign = "replenish",
        Episode = 1,
        Touch = touch,
        Channel = Channel.Email,
        State = AttemptState.Accepted,
        At = _world.Now,
        SendingAt = _world.Now,
        Findings = [new("sequence", Passed: true, "planted")],
    });

    private async Task<SentAttempt?> TrailAsync(string touch)
    {
        var user = (await _world.People.FindAsync("anna"))!;
        var key = AttemptKey.For(OpenEnrolment.InstanceId("replenish", 1, user.PersonKey), touch, Channel.Email);
        return await new SentAttempts(_world.Tables, ReportingWorld.Layout)
            .FindAsync(AttemptReference.For(key, KeyText.Shard("anna", ReportingWorld.Layout.PeopleShards)));
    }

    private Task PlantTrailAsync(SentAttempt sent) => _world.PlantAsync(
        PeopleKeys.Table, Partition,
        new RowChange.Upsert(
            PeopleKeys.Attempt(AttemptReference.For(sent.Key, KeyText.Shard("anna", ReportingWorld.Layout.PeopleShards))),
            UserRows.Write(sent, UserRows.Default.SentAttempt)));

    private async Task<BrokenRow> OnlyAsync(Promise promise)
    {
        var broken = Assert.Single((await _world.Audit.ReadAsync()).Violations);
        Assert.Equal(((int)promise, "anna"), (broken.Promise, broken.UserId));
        return broken;
    }
}
