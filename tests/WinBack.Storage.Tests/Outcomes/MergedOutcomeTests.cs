using WinBack.Core.Events;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

/// <summary>What of the survivor's doings counts for an enrolment of the one who gave way.</summary>
public sealed class MergedOutcomeTests
{
    private static readonly DateOnly First = DateOnly.FromDateTime(Given.Noon.UtcDateTime);

    private string _key = "";

    private readonly AWorld _world = new(campaigns: [Given.Campaign(), Given.Campaign("other", "P32D")]);

    [Fact]
    public async Task Close_PurchasesOfBoth_CountOnceEachFromTheMergeUntilTheWindowEnds()
    {
        await EnrolAsync();
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddSeconds(1), "own", "anon", 5));
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddSeconds(2), "elsewhere", value: 10));       // before anybody knew: of others who did not merge it would not be known either
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await MergeAsync();
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(1), "later", value: 20), Given.Purchase(_world.Now.AddDays(14), "too-late", value: 40));
        await LaterAsync(15);
        Assert.Equal(0, (await _world.ScanAsync()).Failed);

        var record = (await _world.People.EnrolmentsAsync("anon")).Single(each => each.Campaign == "replenish");

        Assert.Equal((EnrolmentStatus.Returned, 25m), (record.Status, record.Outcome!.Revenue));
        Assert.Equal((1, 25m), (Arm(await SumsAsync()).Primary.Returned, Arm(await SumsAsync()).Primary.Revenue));
    }

    [Fact]
    public async Task Close_OfTheSurvivor_CountsOnlyWhatIsTheirs()
    {
        await EnrolAsync();
        await MergeAsync();
        await LaterAsync(15);

        await LaterAsync(15);

        var arm = Arm(await SumsAsync());
        Assert.Equal((1, 0), (arm.Primary.Count, arm.Primary.Returned));
        Assert.Equal((2, 1, 1), (arm.Enrolled, arm.Drawn, arm.Later.Count));     // the survivor lapsed at once: not for the first time
    }

    [Fact]
    public async Task Close_StopAndContactsAfterTheMerge_AreHarmAndContamination()
    {
        await EnrolAsync();
        await MergeAsync();
        await LaterAsync(3);
        await _world.Sender.ContactAsync(Core.Sequences.SequenceState.From(_world.Sequences.Started.Single(start => start is { UserId: "anna", Campaign: "other" })), _world.Sequences, CancellationToken.None);
        await LaterAsync(1);
        await _world.ApplyAsync(Given.Consent(false, _world.Now, "stop"));
        await LaterAsync(15);

        var arm = Arm(await SumsAsync());

        Assert.Equal((1, 1), (arm.Primary.Count, arm.Primary.OtherContacts));
        Assert.Equal(2, arm.OptedOut);     // and the survivor's own, whose window was open, too
    }

    // Of the campaign's own channel, between the merge and the end of the window; what is said of others later changes nothing.
    [Theory]
    [InlineData(-1, null, 0)]
    [InlineData(2, null, 1)]
    [InlineData(2, 20, 1)]
    [InlineData(20, null, 0)]
    public async Task Close_StopOfTheSurvivor_CountsByItsOwnInstant(int emailDays, int? smsDays, int expected)
    {
        await EnrolAsync();
        await LaterAsync(2);
        await MergeAsync();
        var merged = _world.Now;
        _world.Clock.Advance(TimeSpan.FromDays(21));
        await _world.ApplyAsync(Given.Consent(false, merged.AddDays(emailDays), "stop"));
        if (smsDays is { } days)
            await _world.ApplyAsync(Said("sms", false, merged.AddDays(days)));

        await _world.ScanAsync();

        Assert.Equal(expected, (await FactsAsync()).Count(each => each.Kind == FactKind.OptedOut && each.Person == _key));
    }

    [Theory]
    [InlineData(-1, false, 0)]
    [InlineData(2, false, 1)]
    [InlineData(20, false, 0)]
    [InlineData(null, true, 0)]      // found dead by sending, so in one arm only
    public async Task Close_PushLostByTheSurvivor_IsThePermissionTakenBackInTheWindow(int? days, bool isDead, int expected)
    {
        await _world.ApplyAsync(Said("push", true, _world.Now, "anon", new GivenInstallation("phone", "fcm", "handle", _world.Now)));
        await EnrolAsync();
        await LaterAsync(2);
        await MergeAsync();
        var merged = _world.Now;
        _world.Clock.Advance(TimeSpan.FromDays(21));
        if (days is { } after)
            await _world.ApplyAsync(Said("push", false, merged.AddDays(after)));
        if (isDead)
            await _world.People.ChangeAsync("anna", change => { change.User = change.User with { Profile = Buried(change.User.Profile) }; return true; }, _world.Sequences);

        await _world.ScanAsync();

        Assert.Equal(expected, (await FactsAsync()).Count(each => each.Kind == FactKind.LostPush && each.Person == _key));
    }

    [Fact]
    public async Task Close_PurchasesAfterTheWindow_AreFollowedToTheEnd()
    {
        await EnrolAsync();
        await MergeAsync();
        await LaterAsync(15);
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(20), "month-later", value: 7));
        Assert.Equal(0, Arm(await SumsAsync()).FollowUp.Purchases);

        await LaterAsync(80);
        await LaterAsync(1);

        var arm = Arm(await SumsAsync());
        Assert.Equal((1, 7m, 0), (arm.FollowUp.Purchases, arm.FollowUp.Revenue90, arm.Primary.Returned));
        Assert.DoesNotContain(await _world.DueRowsAsync(), row => row.UserId == "anon");
    }

    [Fact]
    public async Task Merge_AfterTheClose_PurchasesAreFollowedToTheEnd()
    {
        await EnrolAsync();
        await LaterAsync(15);
        await MergeAsync();
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(20), "month-later", value: 7));
        await LaterAsync(60);

        await LaterAsync(16);

        var arm = Arm(await SumsAsync());
        Assert.Equal((1, 7m, 0), (arm.FollowUp.Purchases, arm.FollowUp.Revenue90, arm.Primary.Returned));
        Assert.DoesNotContain(await _world.DueRowsAsync(), row => row is { UserId: "anon", Campaign: "replenish" });
    }

    // A crash came between the merge and the copies, and lasted.
    [Fact]
    public async Task Close_NobodySurvivedYet_ClosesWithWhatIsKnown()
    {
        await EnrolAsync();
        await _world.People.ChangeAsync("anon", change => { change.User = change.User with { MergedInto = "nobody" }; return true; }, _world.Sequences);
        await LaterAsync(15);

        Assert.NotNull((await _world.People.EnrolmentsAsync("anon"))[0].Outcome);
    }

    // Long chains are legal: whoever logs in on one device after the other. A circle comes of a source that is in error; nothing of it may stop the scan.
    [Theory]
    [InlineData(10, false)]
    [InlineData(3, true)]
    public async Task Close_ChainTooLongOrCircle_ClosesWithWhatIsKnown(int users, bool isCircle)
    {
        await EnrolAsync();
        string[] ids = ["anon", .. Enumerable.Range(1, users - 1).Select(i => $"id-{i}"), isCircle ? "anon" : "last"];
        for (var i = 0; i < users; i++)
            await _world.People.ChangeAsync(ids[i], change => { change.User = change.User with { MergedInto = ids[i + 1] }; return true; }, _world.Sequences);
        await _world.ApplyAsync(Given.Purchase(_world.Now, "elsewhere", "last"));
        _world.Clock.Advance(TimeSpan.FromDays(15));

        Assert.Equal(0, (await _world.ScanAsync()).Failed);

        var record = (await _world.People.EnrolmentsAsync("anon")).Single(each => each.Campaign == "replenish");
        Assert.Null(record.Outcome!.ReturnedAt);
        Assert.DoesNotContain(await _world.DueRowsAsync(_world.Now), row => row.UserId == "anon");
    }

    [Fact]
    public async Task Erase_AfterTheClose_TakesTheSecondLookAlong()
    {
        await EnrolAsync();
        await MergeAsync();
        await LaterAsync(15);
        Assert.Contains(await _world.DueRowsAsync(), row => row.UserId == "anon");

        await _world.Erasures.EraseAsync("anna", _world.Sequences);

        Assert.DoesNotContain(await _world.DueRowsAsync(), row => row.UserId is "anon" or "anna");
    }

    private async Task EnrolAsync()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-a", "anon"), Given.Purchase(_world.Now, "order-a", "anon"));
        await LaterAsync(31);
        _key = (await _world.UserAsync("anon")).PersonKey;
    }

    private static IncomingEvent Said(string channel, bool given, DateTimeOffset at, string user = "anna", params GivenInstallation[] installations) => new()
    {
        Id = $"{channel}-{given}",
        UserId = user,
        Type = IncomingEvent.ProfileType,
        At = at,
        Profile = new() { Consents = new Dictionary<string, GivenConsent> { [channel] = new(given, at, "app") }, Installations = installations },
    };

    private static Profile Buried(Profile profile) => profile with { Installations = [.. profile.Installations.Select(each => each with { Token = null })] };

    private async Task<List<Fact>> FactsAsync()
    {
        List<Fact> facts = [];
        await foreach (var fact in _world.Facts.ReadAsync("replenish", First, DateOnly.FromDateTime(_world.Now.UtcDateTime)))
            facts.Add(fact);
        return facts;
    }

    private async Task MergeAsync() => await _world.ApplyAsync(new IncomingEvent { Id = "merge-1", UserId = "anna", Type = IncomingEvent.ProfileType, At = _world.Now, MergeFrom = "anon" });

    private async Task LaterAsync(int days)
    {
        _world.Clock.Advance(TimeSpan.FromDays(days));
        await _world.ScanAsync();
    }

    private async Task<Rollup> SumsAsync()
    {
        Rollup sums = new();
        for (var day = First; day <= DateOnly.FromDateTime(_world.Now.UtcDateTime); day = day.AddDays(1))
            sums.Add((await DayOfFacts.SumAsync(_world.Facts, "replenish", day, DateTimeOffset.MaxValue, CancellationToken.None)).Sums);
        return sums;
    }

    private static ArmCell Arm(Rollup sums) => sums.Arms.Single(each => each.Key.StartsWith("Treatment", StringComparison.Ordinal)).Value;
}
