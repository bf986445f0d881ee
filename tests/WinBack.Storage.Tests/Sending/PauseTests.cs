using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sending;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>Paused on one instance while another holds the campaigns in its cache: nothing is handed over from then on, and nothing is claimed more than 30 seconds after.</summary>
public sealed class PauseTests
{
    private const string File = """
        id: replenish
        name: Again
        status: active
        goal: purchase
        holdout: 0%
        lapse: { after: P30D, since: purchase }
        touches: [ { id: first, delay: PT0S, channels: [push], push: { title: Hello, body: Again? } } ]
        """;

    private readonly AWorld _world = new();
    private readonly CampaignStore _here;
    private readonly CampaignStore _there;
    private readonly TouchSender _sender;

    public PauseTests()
    {
        (_here, _there) = (new(_world.Tables, _world.Clock), new(_world.Tables, _world.Clock));
        var watch = new IngestWatch(new() { Mode = IngestMode.ServiceBus }, _world.Clock, NullLogger<IngestWatch>.Instance, _world.Lag);
        _sender = new(
            _world.People, _there, _world.Suppressions, _world.Channels, _world.Reservations, watch, new MessageFrames(_world.Links, _world.Email, new(_world.Links), _world.Hasher),
            _world.Layout, _world.Options, _world.Clock, NullLogger<TouchSender>.Instance);
    }

    [Fact]
    public async Task Contact_WithTheCampaignInTheCacheAsItWas_HandsOverBeforeThePause()
    {
        await ContactAsync(await EnrolledAsync());
        Assert.Single(_world.Provider.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14.9)]
    public async Task Contact_WithinTheCachesLife_HandsOverNothing(double seconds)
    {
        var state = await PausedAsync(seconds);
        await ContactAsync(state);

        Assert.Empty(_world.Provider.Calls);
        Assert.Empty((await _world.UserAsync()).Contacts);              // what was claimed gave its slot back
    }

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(3600)]
    public async Task Contact_AfterIt_ClaimsNothing(double seconds)
    {
        var state = await PausedAsync(seconds);
        await ContactAsync(state);

        Assert.Empty(_world.Provider.Calls);
        var row = Assert.Single(await _world.People.LedgerAsync("anna"));
        Assert.Equal((AttemptState.Held, null, "the campaign is Paused"), (row.State, row.ClaimedAt, row.Reason));
    }

    private async Task<SequenceState> PausedAsync(double seconds)
    {
        var state = await EnrolledAsync();
        await _here.SetStatusAsync("replenish", CampaignStatus.Paused, "anna");
        _world.Clock.Advance(TimeSpan.FromSeconds(seconds));
        return state;
    }

    private async Task<SequenceState> EnrolledAsync()
    {
        await _here.PublishAsync("a.yaml", File, "anna");
        var campaign = Assert.Single((await _there.CurrentAsync()).Active);      // from here on in the other's cache
        await _world.People.ChangeAsync(
            "anna",
            change =>
            {
                change.User = AUser.Reachable() with { PersonKey = change.User.PersonKey };
                return Enrolling.Enrol(change, campaign, new(_world.Now.AddDays(-31), _world.Now), DateTimeZone.Utc);
            },
            _world.Sequences);
        return SequenceState.From(Assert.Single(_world.Sequences.Started));
    }

    private Task<SequenceState> ContactAsync(SequenceState state) => _sender.ContactAsync(state, _world.Sequences, CancellationToken.None);
}
