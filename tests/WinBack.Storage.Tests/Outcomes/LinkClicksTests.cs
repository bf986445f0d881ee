using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Outcomes;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

public sealed class LinkClicksTests
{
    private static readonly LinkRequest Person = new("Mozilla/5.0 (iPhone)", IsHead: false, IsPrefetch: false);

    private readonly AWorld _world = new(campaigns: Given.Campaign());

    private LinkClicks Clicks => new(new(_world.Links), new(new(_world.Tables, _world.Layout), _world.Facts, _world.People, _world.Links), _world.Links, _world.Clock);

    [Fact]
    public async Task Follow_OwnLink_LeadsToTheCampaignsTarget()
    {
        var token = await SendAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("https://shop.example/again", await Clicks.FollowAsync(token, Person, _world.Sequences));
        Assert.False(Assert.Single(await FactsAsync()).ByMachine);
        Assert.Contains(_world.Sequences.Woken, each => each.Signal == Signal.Engaged && each.InstanceId == _world.Sequences.Started[0].InstanceId);
    }

    [Fact]
    public async Task Follow_Again_IsOneFact()
    {
        var token = await SendAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        await Clicks.FollowAsync(token, Person, _world.Sequences);
        _world.Clock.Advance(TimeSpan.FromDays(2));
        await Clicks.FollowAsync(token, Person, _world.Sequences);

        Assert.Single(await FactsAsync());
    }

    // A mail scanner comes first, within seconds; the person's own click must still count.
    [Fact]
    public async Task Follow_ScannerThenPerson_CountsThePerson()
    {
        var token = await SendAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await Clicks.FollowAsync(token, Person, _world.Sequences));
        Assert.DoesNotContain(_world.Sequences.Woken, each => each.Signal == Signal.Engaged);

        _world.Clock.Advance(TimeSpan.FromHours(2));
        await Clicks.FollowAsync(token, Person, _world.Sequences);

        Assert.Equal([false, true], (await FactsAsync()).Select(fact => fact.ByMachine).Order());
        Assert.Equal([new TouchEngagement("reminder", ClickedAt: _world.Now)], (await _world.UserAsync()).Open[0].Engaged);   // the person's, not the scanner's
        Assert.Equal([new MessageClick("reminder", Channel.Email, _world.Now)], (await _world.UserAsync()).Open[0].Clicks);
    }

    [Fact]
    public async Task Follow_WindowClosedSince_MarksNothingAndLeadsAllTheSame()
    {
        var token = await SendAsync();
        _world.Clock.Advance(TimeSpan.FromDays(15));
        await _world.ScanAsync();

        Assert.NotNull(await Clicks.FollowAsync(token, Person, _world.Sequences));
        Assert.Empty((await _world.UserAsync()).Open);
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(91, false)]
    public async Task Follow_OldLink_Ends(int days, bool leads)
    {
        var token = await SendAsync();
        _world.Clock.Advance(TimeSpan.FromDays(days));

        Assert.Equal(leads, await Clicks.FollowAsync(token, Person, _world.Sequences) is not null);
    }

    [Fact]
    public async Task Follow_TokenOfNothingSent_LeadsNowhere() =>
        Assert.Null(await Clicks.FollowAsync(new LinkTokens(_world.Links).Click(AttemptReference.For("no:such:email", 0)), Person, _world.Sequences));

    [Fact]
    public async Task Message_CarriesShortLinkAndWayOut()
    {
        await SendAsync();
        var message = Assert.Single(_world.Provider.Calls);

        Assert.StartsWith("https://hello.shop.example/u/k1.", message.UnsubscribeUrl, StringComparison.Ordinal);
        Assert.Contains(message.UnsubscribeUrl!, message.Content.Text, StringComparison.Ordinal);
        Assert.Contains("https://hello.shop.example/l/k1.", message.Content.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://shop.example/again", message.Content.Html, StringComparison.Ordinal);
        Assert.Contains("Shop Ltd, 1 High Street, Example", message.Content.Text, StringComparison.Ordinal);
        Assert.Contains("Shop Ltd, 1 High Street, Example", message.Content.Html, StringComparison.Ordinal);
        Assert.NotNull(message.ExpiresAt);
    }

    private async Task<string> SendAsync()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now), Given.Purchase(_world.Now));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        var state = SequenceState.From(Assert.Single(_world.Sequences.Started));
        await _world.Sender.ContactAsync(state, _world.Sequences, CancellationToken.None);
        return new LinkTokens(_world.Links).Click(Assert.Single(_world.Provider.Calls).Reference);
    }

    private async Task<List<Fact>> FactsAsync()
    {
        List<Fact> facts = [];
        var day = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
        await foreach (var fact in _world.Facts.ReadAsync("replenish", day, day.AddDays(200)))
        {
            if (fact.Kind == FactKind.Clicked)
                facts.Add(fact);
        }

        return facts;
    }
}
