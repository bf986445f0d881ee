using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

public sealed class DeadHandleIntakeTests
{
    private readonly AWorld _world = new(campaigns: Given.Campaign() with { Touches = [Given.Touch("reminder", "PT0H", Channel.Push)] });

    private DeadHandleIntake Intake => new(
        _world.Owners, _world.People, _world.Suppressions, new(new SentAttempts(_world.Tables, _world.Layout), _world.Facts, _world.People, _world.Links), _world.Hasher, _world.Layout);

    [Fact]
    public async Task Take_HandleOfAPush_EndsTheInstallationAndTheMessageWasNotDelivered()
    {
        var id = await SendAsync("t1");
        Assert.Equal(1, await TakeAsync(new("t1", id, _world.Now)));
        Assert.Equal(0, await TakeAsync(new("t1", id, _world.Now)));     // a run that broke off comes twice

        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "t1"));
        Assert.False(Reach.Has((await _world.UserAsync()).Profile, Channel.Push));
        Assert.True((await _world.UserAsync()).Profile.Consents[Channel.Push].Given);      // nobody said no
        var fact = Assert.Single(await FactsAsync());
        Assert.Equal((FactKind.Undelivered, "reminder", Channel.Push), (fact.Kind, fact.Touch, fact.Channel));
    }

    [Fact]
    public async Task Take_OneOfTwoDevices_LeavesTheOtherAndTheMessage()
    {
        var id = await SendAsync("t1", "t2");
        Assert.Equal(1, await TakeAsync(new("t1", id, _world.Now)));

        Assert.Equal(["t2"], Reach.Addresses((await _world.UserAsync()).Profile, Channel.Push));
        Assert.Empty(await FactsAsync());
    }

    [Fact]
    public async Task Take_AnotherCaseOfTheHandle_IsTheSame()
    {
        await SendAsync("aaff01");
        Assert.Equal(1, await TakeAsync(new("AAFF01", null, _world.Now)));
    }

    [Fact]
    public async Task Take_HandleGivenAgainSince_LeavesItAlone()
    {
        await SendAsync("t1");
        Assert.Equal(0, await TakeAsync(new("t1", null, Given.Noon.AddDays(-2))));

        Assert.True(Reach.Has((await _world.UserAsync()).Profile, Channel.Push));
        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "t1"));
    }

    [Fact]
    public async Task Take_HandleOfNobodyKnown_IsSentToNoMore()
    {
        Assert.Equal(0, await TakeAsync(new("t9", "n", _world.Now)));
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "t9"));
    }

    private Task<int> TakeAsync(DeadHandle dead) => Intake.TakeAsync(dead, _world.Sequences);

    private async Task<string> SendAsync(params string[] tokens)
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now), new IncomingEvent
        {
            Id = "push",
            UserId = "anna",
            Type = IncomingEvent.ProfileType,
            At = _world.Now.AddDays(-1),
            Profile = new()
            {
                Installations = [.. tokens.Select((token, i) => new GivenInstallation($"phone-{i}", "fcm", token, _world.Now.AddDays(-1)))],
                Consents = new Dictionary<string, GivenConsent> { ["push"] = new(true, _world.Now, "app") },
            },
        });
        _world.Provider.Answer = message => Task.FromResult<SendResult>(new SendResult.Accepted("NH-1") { Devices = new(message.Addresses.Count, message.Addresses.Count) });
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        await _world.Sender.ContactAsync(SequenceState.From(Assert.Single(_world.Sequences.Started)), _world.Sequences, CancellationToken.None);
        return Assert.Single(await _world.People.LedgerAsync("anna"), each => each.State == AttemptState.Accepted).ProviderId!;
    }

    private async Task<List<Fact>> FactsAsync()
    {
        List<Fact> facts = [];
        var day = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
        await foreach (var fact in _world.Facts.ReadAsync("replenish", day, day.AddDays(60)))
        {
            if (fact.Kind == FactKind.Undelivered)
                facts.Add(fact);
        }

        return facts;
    }
}
