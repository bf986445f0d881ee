using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;
using static WinBack.Storage.Tests.Sending.ASending;

namespace WinBack.Storage.Tests.Sending;

public sealed class TouchSenderTests
{
    [Fact]
    public async Task Contact_Allowed_HandsOverOnceAndRecordsTheAnswer()
    {
        var (world, state) = await EnrolledAsync();

        var after = await ContactAsync(world, state);

        var call = Assert.Single(world.Provider.Calls);
        Assert.Equal((Channel.Push, "t1", state.InstanceId + ":t1:push"), (call.Channel, call.Touch, call.Key));
        Assert.Equal(["token-1"], call.Addresses);
        Assert.Equal(["fcm"], call.Platforms);
        Assert.Equal((0, "t2"), (after.Waits, after.Next!.Id));
        var row = Assert.Single(await world.People.LedgerAsync("anna"));
        Assert.Equal((AttemptState.Accepted, "p-1"), (row.State, row.ProviderId));
    }

    [Fact]
    public async Task Contact_HeldOut_HandsOverNothingAndLeavesAGhost()
    {
        var (world, state) = await EnrolledAsync(Plan with { Holdout = new(Share: 1) });

        var after = await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.Equal("t2", after.Next!.Id);
        Assert.Equal(AttemptState.Ghost, Assert.Single(await world.People.LedgerAsync("anna")).State);
    }

    [Fact]
    public async Task Contact_NoAnswer_GoesOutOnceMoreByTheNextChannelAndIsAWait()
    {
        var (world, state) = await EnrolledAsync(Plan with { Touches = [Plan.Touches[0] with { AfterSilence = Threshold.Days(1) }, Plan.Touches[1]] });

        var waiting = await ContactAsync(world, state);
        Assert.Equal(("t1", world.Now.AddDays(1), 1), (waiting.Next!.Id, waiting.Next.At, waiting.Waits));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await ContactAsync(world, waiting);

        Assert.Equal([state.InstanceId + ":t1:push", state.InstanceId + ":t1:sms"], world.Provider.Calls.Select(call => call.Key));
        Assert.Equal(2, (await world.UserAsync()).Contacts.Count);
        Assert.Equal(2, (await world.People.LedgerAsync("anna")).Count(row => row.State == AttemptState.Accepted));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Contact_AddressSuppressed_BothArmsPassToTheNextChannelAlike(double heldOut)
    {
        var (world, state) = await EnrolledAsync(Plan with { Holdout = new(heldOut) });
        await world.Suppressions.ApplyAsync(new(Channel.Push, "token-1", "bounce", world.Now));

        await ContactAsync(world, await ContactAsync(world, state));

        Assert.Equal(heldOut == 0 ? [Channel.Sms] : [], world.Provider.Calls.Select(call => call.Channel));
        Assert.Contains(await world.People.LedgerAsync("anna"), row => row is { Channel: Channel.Sms, State: AttemptState.Accepted or AttemptState.Ghost });
    }

    [Fact]
    public async Task Contact_OneOfTwoInstallationsSuppressed_PushesToTheOther()
    {
        var (world, state) = await EnrolledAsync(user: user => user with
        {
            Profile = user.Profile with { Installations = [new("a", "fcm", "dead", Given.Noon), new("b", "fcm", "alive", Given.Noon)] },
        });
        await world.Suppressions.ApplyAsync(new(Channel.Push, "dead", "bounce", world.Now));

        await ContactAsync(world, state);

        Assert.Equal(["alive"], Assert.Single(world.Provider.Calls).Addresses);
    }

    [Fact]
    public async Task Contact_PausedSinceTheCacheWasRead_HandsOverNothing()
    {
        var (world, state) = await EnrolledAsync();
        world.Campaigns.Status = CampaignStatus.Paused;

        var after = await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.Equal((1, Given.Noon.AddMinutes(10)), (after.Waits, after.Next!.At));
        Assert.Empty((await world.UserAsync()).Contacts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Contact_EventsBehind_HoldsBothArmsUntilTheyAreApplied(double heldOut)
    {
        var (world, state) = await EnrolledAsync(Plan with { Holdout = new(heldOut) });
        world.Lag.Oldest = world.Now.AddSeconds(-61);

        var after = await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.Equal((1, Given.Noon.AddMinutes(10)), (after.Waits, after.Next!.At));
        Assert.Equal(AttemptState.Held, Assert.Single(await world.People.LedgerAsync("anna")).State);

        world.Lag.Oldest = null;
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("t2", (await ContactAsync(world, after)).Next!.Id);
        Assert.Equal(heldOut == 0 ? 1 : 0, world.Provider.Calls.Count);
    }

    [Fact]
    public async Task Contact_EventsBehindSinceTheClaim_HandsOverNothing()
    {
        var tables = new MeddledTables(new MemoryTables());
        var (world, state) = await EnrolledAsync(tables: tables);
        MeddleAt(tables, 1, () =>
        {
            world.Lag.Oldest = world.Now.AddSeconds(-61);
            world.Clock.Advance(TimeSpan.FromSeconds(5));   // the look before the claim is stale then
            return Task.CompletedTask;
        });

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.Empty((await world.UserAsync()).Contacts);
        Assert.Equal("ingest", Assert.Single(await world.People.LedgerAsync("anna"), row => row.State == AttemptState.Released).Findings[^1].Rule);
    }

    public static TheoryData<Exception, AttemptState> Failures() => new()
    {
        { new ChannelUnavailableException("refused to connect"), AttemptState.Released },
        { new OperationCanceledException(), AttemptState.Unknown },
        { new TimeoutException(), AttemptState.Unknown },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Contact_ProviderThrows_IsRepeatedOnlyIfNothingLeft(Exception failure, AttemptState recorded)
    {
        var (world, state) = await EnrolledAsync();
        world.Provider.Answer = _ => Task.FromException<SendResult>(failure);

        await ContactAsync(world, state);

        Assert.Equal(recorded, Assert.Single(await world.People.LedgerAsync("anna")).State);
        Assert.Equal(recorded == AttemptState.Released ? 0 : 1, (await world.UserAsync()).Open[0].Touch);
    }

    [Fact]
    public async Task Contact_AddressRefusedForGood_IsSuppressedAndTheNextChannelTried()
    {
        var (world, state) = await EnrolledAsync();
        world.Provider.Answer = message => Task.FromResult<SendResult>(
            message.Channel == Channel.Push ? new SendResult.RefusedForGood("unregistered", Suppress: true) : new SendResult.Accepted("ok"));

        await ContactAsync(world, await ContactAsync(world, state));

        Assert.Equal([Channel.Push, Channel.Sms], world.Provider.Calls.Select(call => call.Channel));
        Assert.True(await world.Suppressions.IsSuppressedAsync(Channel.Push, "token-1"));
        Assert.Equal(Channel.Sms, Assert.Single((await world.UserAsync()).Contacts).Channel);
    }

    [Fact]
    public async Task Contact_MessageCannotBeMade_TriesTheNextChannelAndTheLedgerSaysWhy()
    {
        var touch = ACampaign.Touch("t1", Threshold.Zero, Channel.Push, Channel.Sms);
        touch = touch with { Templates = new Dictionary<Channel, Template>(touch.Templates) { [Channel.Push] = new(null, "Title", "{{#if attributes.plan}}Text{{/if}}", null) } };
        var (world, state) = await EnrolledAsync(Plan with { Touches = [touch] });

        await ContactAsync(world, await ContactAsync(world, state));

        Assert.Equal(Channel.Sms, Assert.Single(world.Provider.Calls).Channel);
        var row = (await world.People.LedgerAsync("anna")).Single(each => each.Channel == Channel.Push);
        Assert.Equal((AttemptState.Released, "the text is empty for this person"), (row.State, row.Reason));
    }

    [Fact]
    public async Task Contact_PersonOrEnrolmentGone_IsCancelled()
    {
        var (world, state) = await EnrolledAsync();

        Assert.Equal(EnrolmentStatus.Cancelled, (await ContactAsync(world, state with { UserId = "nobody" })).Status);
        Assert.Equal(EnrolmentStatus.Cancelled, (await ContactAsync(world, state with { Episode = 2 })).Status);
        Assert.Empty(world.Provider.Calls);
    }
}
