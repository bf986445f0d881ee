using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

public sealed class UserMergeTests
{
    private readonly AWorld _world = new(campaigns: Given.Campaign());

    [Fact]
    public async Task Merge_KnownUser_HoldsWhatTheOtherHeld()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-3), "order-a", "anon", 30), Given.Reachable(_world.Now.AddDays(-2), "profile-a", "anon"));
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-9), "order-k", "anna", 20));

        await MergeAsync();

        var anna = await _world.UserAsync();
        var bought = anna.Activity.ByType["purchase"];
        Assert.Equal((2, _world.Now.AddDays(-9), _world.Now.AddDays(-3), 50m), (bought.Count, bought.First!.Value, bought.Last!.Value, bought.Value));
        Assert.Equal("anon@example.com", anna.Profile.Email!.Value);
        Assert.True(anna.Profile.Consents[Channel.Email].Given);
        Assert.Equal("anna", (await _world.UserAsync("anon")).MergedInto);
    }

    [Fact]
    public async Task Merge_FieldKnownOnBothSides_TheNewerWins()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now.AddDays(-9), "profile-a", "anon"));
        await _world.ApplyAsync(Given.Reachable(_world.Now.AddDays(-2), "profile-k"));

        await MergeAsync();

        Assert.Equal("anna@example.com", (await _world.UserAsync()).Profile.Email!.Value);
    }

    // A no that the anonymous visitor said later than the known user's yes is the person's last word.
    [Fact]
    public async Task Merge_ConsentWithdrawnLater_StaysWithdrawn()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now.AddDays(-9), "profile-k"));
        await _world.ApplyAsync(Given.Consent(false, _world.Now.AddDays(-1), "no", "anon"));

        await MergeAsync();

        Assert.False((await _world.UserAsync()).Profile.Consents[Channel.Email].Given);
    }

    [Fact]
    public async Task Apply_EventOfTheOldId_GoesToTheKnownUser()
    {
        await MergeAsync();      // of an id that nothing was heard of yet

        Assert.Equal([ItemStatus.Applied], await _world.ApplyAsync(Given.Purchase(_world.Now, "order-1", "anon")));
        Assert.Equal([ItemStatus.Duplicate], await _world.ApplyAsync(Given.Purchase(_world.Now, "order-1")));
        Assert.Equal(1, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
        Assert.Empty((await _world.UserAsync("anon")).Activity.ByType);
    }

    [Fact]
    public async Task Merge_OpenEnrolment_EndsAndNothingMoreIsSent()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-a", "anon"), Given.Purchase(_world.Now, "order-a", "anon"));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        var state = SequenceState.From(Assert.Single(_world.Sequences.Started));

        await MergeAsync();
        var after = await _world.Sender.ContactAsync(state, _world.Sequences, CancellationToken.None);

        Assert.Empty(_world.Provider.Calls);
        Assert.Equal(EnrolmentStatus.Merged, after.Status);
        Assert.Equal(EnrolmentStatus.Merged, Assert.Single(await _world.People.EnrolmentsAsync("anon")).Status);
        Assert.Contains(_world.Sequences.Woken, each => each.Signal == Signal.Cancelled);
    }

    // What the visitor was sent as somebody else counts against the caps of the one they are.
    [Fact]
    public async Task Merge_Contacts_CountForTheKnownUser()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-a", "anon"), Given.Purchase(_world.Now, "order-a", "anon"));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        await _world.Sender.ContactAsync(SequenceState.From(Assert.Single(_world.Sequences.Started)), _world.Sequences, CancellationToken.None);

        await MergeAsync();

        Assert.Equal(Assert.Single((await _world.UserAsync("anon")).Contacts), Assert.Single((await _world.UserAsync()).Contacts));
    }

    // Whoever logs in gets no second code of an offer that is given once in a while.
    [Fact]
    public async Task Merge_CodeGiven_CountsForTheKnownUserAndItsUseToo()
    {
        var offer = new Offer { Id = "spring", Value = new() { Amount = 5, Currency = "EUR" }, Pattern = "BACK-##########", OncePer = Threshold.Days(365) };
        var touch = Given.Touch("reminder", "PT0H");
        _world.Campaigns.Set = Given.Set(Given.Campaign() with
        {
            Touches = [touch with { Offer = offer, Templates = new Dictionary<Channel, Template> { [Channel.Email] = touch.Templates[Channel.Email] with { Body = "Hello{{#if offer}}, {{offer.code}}{{/if}}" } } }],
        });
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-a", "anon"), Given.Purchase(_world.Now, "order-a", "anon"));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        await _world.Sender.ContactAsync(SequenceState.From(_world.Sequences.Started[0]), _world.Sequences, CancellationToken.None);
        var given = Assert.Single((await _world.UserAsync("anon")).Offers);

        await MergeAsync();
        await MergeAsync("again");
        var carried = Assert.Single((await _world.UserAsync()).Offers);
        _world.Clock.Advance(TimeSpan.FromMinutes(10));
        await _world.ScanAsync();
        await _world.Sender.ContactAsync(SequenceState.From(_world.Sequences.Started.Single(start => start.UserId == "anna")), _world.Sequences, CancellationToken.None);

        Assert.Equal((given.Code, given.GivenAt, (await _world.UserAsync("anon")).PersonKey), (carried.Code, carried.GivenAt, carried.Person));
        Assert.Equal(2, _world.Provider.Calls.Count);
        Assert.EndsWith(given.Code, _world.Provider.Calls[0].Content.Text.Split("\n\n")[0], StringComparison.Ordinal);
        Assert.Equal("Hello", _world.Provider.Calls[1].Content.Text.Split("\n\n")[0]);      // no second one, nor the same once more
        await _world.ApplyAsync(new IncomingEvent { Id = "used", UserId = "anna", Type = "offer_redeemed", At = _world.Now, Properties = JsonSerializer.SerializeToElement(new { code = given.Code }) });
        Assert.Equal(_world.Now, Assert.Single((await _world.UserAsync()).Offers).RedeemedAt);
    }

    [Fact]
    public async Task Merge_Sunset_GoesOnForTheKnownUserUntilTheyDoSomething()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-90), "order-a", "anon"));
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-95), "order-k"));
        var mark = new Sunset(_world.Now.AddDays(-10), _world.Now.AddDays(-50), "replenish", 3);
        await _world.People.ChangeAsync("anon", change => { change.User = change.User with { Sunset = mark, Unanswered = new(3, mark.Since) }; return true; }, _world.Sequences);

        await MergeAsync();

        Assert.Equal((mark, 3), ((await _world.UserAsync()).Sunset, (await _world.UserAsync()).Unanswered!.Episodes));
        await _world.ApplyAsync(Given.Event("visit", _world.Now, "back"));
        Assert.Null((await _world.UserAsync()).Sunset);
    }

    [Fact]
    public async Task Merge_SunsetThatTheKnownUserAnswered_IsNotTakenOver()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-90), "order-a", "anon"));
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-5), "order-k"));
        await _world.People.ChangeAsync("anon", change => { change.User = change.User with { Sunset = new(_world.Now.AddDays(-10), _world.Now.AddDays(-50), "replenish", 3), Unanswered = new(3, _world.Now.AddDays(-50)) }; return true; }, _world.Sequences);

        await MergeAsync();

        Assert.Equal((null, null), ((await _world.UserAsync()).Sunset, (await _world.UserAsync()).Unanswered));
    }

    // It came by the merge as much as what was copied, and whom a merge tells of may depend on the arm.
    [Fact]
    public async Task Apply_LateEventOfTheOldId_EndsTheSequenceOfTheSurvivorAndMakesNothingVoid()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-k"), Given.Purchase(_world.Now, "order-k"));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        await MergeAsync();

        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-5), "late", "anon"));

        var open = Assert.Single((await _world.UserAsync()).Open);
        Assert.Equal((false, "replenish"), (open.HasTouchLeft, open.Campaign));
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(-4), "late-own"));
        Assert.Empty((await _world.UserAsync()).Open);
    }

    [Fact]
    public async Task Merge_Again_ChangesNothing()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "anon"));
        await MergeAsync();
        var before = await _world.UserAsync();

        await MergeAsync("again");

        Assert.Equal(before.Activity.ByType["purchase"], (await _world.UserAsync()).Activity.ByType["purchase"]);
    }

    [Fact]
    public async Task Merge_IntoAnother_TheFirstStands()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "anon"));
        await MergeAsync();

        await MergeAsync("again", into: "ben");

        Assert.Equal("anna", (await _world.UserAsync("anon")).MergedInto);
    }

    [Fact]
    public async Task Merge_InACircle_LosesNobody()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "anon"), Given.Purchase(_world.Now, "order-k"));
        await MergeAsync();
        await MergeAsync("back", from: "anna", into: "anon");

        Assert.Null((await _world.UserAsync()).MergedInto);
        Assert.Equal(2, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
    }

    [Fact]
    public async Task Merge_OfOneThatWasMergedInto_LeadsOn()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "anon"));
        await MergeAsync(into: "middle");
        await MergeAsync("next", from: "middle", into: "anna");

        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-b", "anon"));

        Assert.Equal(2, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
    }

    // The process ended between the two users: the scan finishes the copies.
    [Fact]
    public async Task Scan_MergeLeftHalfDone_FinishesIt()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "anon"));
        var broken = new EffectRunner(
            _world.Tables, _world.Layout, _world.Facts, _world.Offers, _world.Interests, () => throw new InvalidOperationException("the process ends here"), () => _world.Erasures, _world.Clock, NullLogger<EffectRunner>.Instance);
        var people = new PersonStore(_world.Tables, _world.Layout, _world.Due, _world.Suppressions, _world.Addresses, broken, _world.Tombstones, new SeededPersonKeys(1), _world.Clock);
        await people.ChangeAsync("anon", change => Core.Outcomes.UserMerging.Begin(change, "anna", _world.Now), _world.Sequences);
        Assert.Null(await _world.People.FindAsync("anna"));

        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        await _world.ScanAsync();

        Assert.Equal(1, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
    }

    [Fact]
    public async Task Scan_MergedUser_DoesNotLapse()
    {
        await _world.ApplyAsync(Given.Purchase(_world.Now, "order-a", "anon"));
        await MergeAsync();
        _world.Clock.Advance(TimeSpan.FromDays(60));
        await _world.ScanAsync();

        Assert.Equal("anna", Assert.Single(_world.Sequences.Started).UserId);
    }

    private async Task MergeAsync(string id = "merge-1", string from = "anon", string into = "anna") =>
        await _world.ApplyAsync(new IncomingEvent { Id = id, UserId = into, Type = IncomingEvent.ProfileType, At = _world.Now, MergeFrom = from });
}
