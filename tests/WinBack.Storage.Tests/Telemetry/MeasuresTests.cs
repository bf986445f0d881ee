using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Telemetry;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Telemetry;

public sealed class MeasuresTests
{
    private static readonly string[] KnownTags =
    [
        "answer", "arm", "channel", "promise", "result", "winback.attempt", "winback.campaign", "winback.channel", "winback.events", "winback.report",
        "winback.touch",
    ];

    [Fact]
    public async Task Contact_Accepted_CountsTheAttemptOnceAndOnlyAsAnswered()
    {
        using var heard = new Heard();
        var (world, state) = await EnrolledAsync();
        await world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

        Assert.Equal(["winback.enrolments{arm=treatment} 1", "winback.attempts{channel=push,answer=accepted} 1"], Counted(heard));
    }

    [Fact]
    public async Task Contact_RefusedForGood_CountsTheRefusalAndTheSuppression()
    {
        using var heard = new Heard();
        var (world, state) = await EnrolledAsync();
        world.Provider.Answer = _ => Task.FromResult<SendResult>(new SendResult.RefusedForGood("unknown handle", Suppress: true));
        await world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

        Assert.Equal(
            ["winback.suppressions{channel=push} 1", "winback.attempts{channel=push,answer=refused} 1"], Counted(heard).Skip(1));
    }

    [Fact]
    public async Task Contact_ChannelCannotBeReached_CountsTheAttemptAsUnavailable()
    {
        using var heard = new Heard();
        var (world, state) = await EnrolledAsync();
        world.Provider.Answer = _ => throw new ChannelUnavailableException("down");
        await world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

        Assert.Equal(["winback.attempts{channel=push,answer=unavailable} 1"], Counted(heard).Skip(1));
    }

    [Fact]
    public async Task Contact_RefusedForNow_CountsARetry()
    {
        using var heard = new Heard();
        var (world, state) = await EnrolledAsync();
        world.Provider.Answer = _ => Task.FromResult<SendResult>(new SendResult.RefusedForNow("busy", world.Now.AddMinutes(1)));
        await world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

        Assert.Equal(["winback.attempts{channel=push,answer=retry} 1"], Counted(heard).Skip(1));
    }

    [Fact]
    public async Task Contact_FoundSending_CountsAnAttemptThatWasLeft()
    {
        using var heard = new Heard();
        var (world, state) = await EnrolledAsync();
        await world.People.ChangeAsync("anna", change => LeftSending(change), world.Sequences);
        await world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

        Assert.Equal(["winback.attempts{channel=push,answer=unknown} 1", "winback.attempts.left 1"], Counted(heard).Skip(1));
    }

    [Fact]
    public async Task Apply_NewAndKnownEvents_AreCountedByResult()
    {
        using var heard = new Heard();
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Given.Noon), Given.Purchase(Given.Noon), Given.Purchase(Given.Noon, "order-2"));

        Assert.Equal(["winback.events{result=applied} 2", "winback.events{result=duplicate} 1"], heard.Measurements.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scan_Finished_CountsItselfAndHowFarItIsBehind()
    {
        using var heard = new Heard();
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ScanAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(65));
        await world.ScanAsync();

        // 12:00, then 13:05: an hour is not given up before ten minutes after its end.
        Assert.Equal(["winback.scans 1", "winback.scan.lag 3600", "winback.scans 1", "winback.scan.lag 3900"], heard.Measurements);
    }

    [Fact]
    public async Task Call_OfAProvider_IsASpanOfItsAttempt()
    {
        using var heard = new Heard();
        var (world, state) = await EnrolledAsync();
        await world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

        var span = Assert.Single(heard.Spans);
        Assert.Equal(("hand over", "push", "t1"), (span.DisplayName, span.GetTagItem("winback.channel"), span.GetTagItem("winback.touch")));
    }

    [Fact]
    public async Task Tags_OfAWholeLife_AreKnownWordsAndSayNothingOfThePerson()
    {
        using var heard = new Heard();
        var world = new AWorld(campaigns: Given.Campaign());
        await world.ApplyAsync(Given.Purchase(Given.Noon), Given.Reachable(Given.Noon));
        world.Clock.Advance(TimeSpan.FromDays(30));
        await world.ScanAsync();
        foreach (var start in world.Sequences.Started)
            await world.Sender.ContactAsync(SequenceState.From(start), world.Sequences, CancellationToken.None);
        await world.ApplyAsync(Given.Purchase(world.Now, "back"));
        var personKey = (await world.UserAsync()).PersonKey;

        Assert.NotEmpty(heard.Spans);
        Assert.Empty(heard.Tags.Select(tag => tag.Name).Except(KnownTags));
        Assert.Empty(
            from tag in heard.Tags
            from secret in new[] { "anna", "example.com", "order-1", "back", personKey }
            where tag.Value.Contains(secret, StringComparison.OrdinalIgnoreCase)
            select $"{tag.Name}={tag.Value}");
    }

    private static bool LeftSending(PersonChange change)
    {
        var open = Assert.Single(change.User.Open);
        change.User = change.User.With(open, each => each with { Attempt = new(Channel.Push, AttemptState.Sending, change.Now) });
        return true;
    }

    private static async Task<(AWorld World, SequenceState State)> EnrolledAsync()
    {
        var plan = ACampaign.With(0, 3);
        var world = new AWorld(campaigns: plan);
        await world.People.ChangeAsync(
            "anna",
            change =>
            {
                change.User = AUser.Reachable() with { PersonKey = change.User.PersonKey };
                return Enrolling.Enrol(change, plan, new(world.Now.AddDays(-31), world.Now), NodaTime.DateTimeZone.Utc);
            },
            world.Sequences);
        return (world, SequenceState.From(Assert.Single(world.Sequences.Started)));
    }

    // Before each contact somebody looks whether events are behind; that is measured, too.
    private static IEnumerable<string> Counted(Heard heard) => heard.Measurements.Where(each => !each.StartsWith("winback.ingest.lag", StringComparison.Ordinal));
}
