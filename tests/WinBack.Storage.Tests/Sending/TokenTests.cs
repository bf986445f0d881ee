using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>A token that was promised is used where the sequence wakes, whichever instance made the promise.</summary>
public sealed class TokenTests
{
    private readonly CountingTables _tables = new(new MemoryTables());

    [Fact]
    public async Task Contact_NoTokenLeft_WaitsForThePromisedOne()
    {
        var (world, state) = await EnrolledAsync();

        var put = await Instance(world).ContactAsync(state, world.Sequences, CancellationToken.None);

        Assert.Empty(world.Provider.Calls);
        Assert.Equal(new PromisedToken(Channel.Push, Given.Noon.AddSeconds(1)), put.Token);
        Assert.Equal((Given.Noon.AddSeconds(1), 1), (put.Next!.At, put.Waits));
    }

    [Fact]
    public async Task Contact_PromisedElsewhere_HandsOverWithoutAnotherToken()
    {
        var (world, state) = await EnrolledAsync();
        var put = await Instance(world).ContactAsync(state, world.Sequences, CancellationToken.None);
        world.Clock.SetUtcNow(put.Next!.At);
        var leases = _tables.Read()[Paces.Table].Batches;

        var after = await Instance(world).ContactAsync(put, world.Sequences, CancellationToken.None);

        Assert.Single(world.Provider.Calls);
        Assert.Equal(leases, _tables.Read()[Paces.Table].Batches);
        Assert.Null(after.Token);
    }

    [Fact]
    public async Task Contact_WokenBeforeThePromise_KeepsWaitingForTheSame()
    {
        var (world, state) = await EnrolledAsync();
        var put = await Instance(world).ContactAsync(state, world.Sequences, CancellationToken.None);
        var refreshed = put.As(await world.UserAsync());

        var again = await Instance(world).ContactAsync(refreshed, world.Sequences, CancellationToken.None);

        Assert.Empty(world.Provider.Calls);
        Assert.Equal(put.Token, again.Token);
        Assert.Equal(put.Token!.At, again.Next!.At);
    }

    [Theory]
    [InlineData(0, 0)]      // ten minutes late to the tick: still theirs
    [InlineData(1, 1)]
    public async Task Contact_PromiseNotUsedInTime_TakesAnotherToken(int ticks, int leases)
    {
        var (world, state) = await EnrolledAsync();
        var put = await Instance(world).ContactAsync(state, world.Sequences, CancellationToken.None);
        world.Clock.SetUtcNow(put.Token!.At.AddMinutes(10).AddTicks(ticks));
        var before = _tables.Read()[Paces.Table].Batches;

        await Instance(world).ContactAsync(put, world.Sequences, CancellationToken.None);

        Assert.Single(world.Provider.Calls);
        Assert.Equal(leases, _tables.Read()[Paces.Table].Batches - before);
    }

    [Fact]
    public async Task PutOff_ForAnotherReason_ForgetsThePromise()
    {
        var (world, state) = await EnrolledAsync();
        var put = await Instance(world).ContactAsync(state, world.Sequences, CancellationToken.None);

        Assert.Null(SequencePlan.AfterFault(put, world.Now).Token);
        Assert.Null(put.AfterContact(await world.UserAsync(), world.Now).Token);
    }

    private TouchSender Instance(AWorld world)
    {
        var channels = new Channels([new ProviderChannel(Channel.Push, world.Provider)], new() { PushPerMinute = 60 }, new(_tables));
        var frames = new MessageFrames(world.Links, world.Email, new(world.Links), world.Hasher);
        var watch = new IngestWatch(new(), world.Clock, NullLogger<IngestWatch>.Instance);
        return new(world.People, world.Campaigns, world.Suppressions, channels, new(world.Offers, new(new() { AddressHashKey = new string('k', 32) })), watch, frames, world.Layout, world.Options, world.Clock, NullLogger<TouchSender>.Instance);
    }

    // The burst of the channel is used up by others.
    private async Task<(AWorld World, SequenceState State)> EnrolledAsync()
    {
        var plan = ACampaign.With(0, 3);
        var world = new AWorld(_tables, campaigns: plan);
        await world.People.ChangeAsync(
            "anna",
            change =>
            {
                change.User = AUser.Reachable() with { PersonKey = change.User.PersonKey };
                return Enrolling.Enrol(change, plan, new(world.Now.AddDays(-31), world.Now), NodaTime.DateTimeZone.Utc);
            },
            world.Sequences,
            CancellationToken.None);
        await new Paces(_tables).LeaseAsync(Paces.Key(new ProviderChannel(Channel.Push, world.Provider)), new(60), Given.Noon, 3);
        return (world, SequenceState.From(Assert.Single(world.Sequences.Started)));
    }
}
