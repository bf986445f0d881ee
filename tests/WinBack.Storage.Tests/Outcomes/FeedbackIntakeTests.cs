using WinBack.Core.Outcomes;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Sending;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

public sealed class FeedbackIntakeTests
{
    private const string Address = "anna@example.com";

    private readonly AWorld _world = new(campaigns: Given.Campaign());

    private FeedbackIntake Intake => new(
        new SmsReplies(new(new()), _world.OptOuts, _world.Owners, _world.Hasher, _world.Ingest, _world.Surveys), _world.OptOuts, _world.Suppressions,
        new(new SentAttempts(_world.Tables, _world.Layout), _world.Facts, _world.People, _world.Links), _world.Hasher);

    [Theory]
    [InlineData(DeliveryFate.Delivered, FactKind.Delivered, false, true)]
    [InlineData(DeliveryFate.Failed, FactKind.Undelivered, false, true)]
    [InlineData(DeliveryFate.DeadAddress, FactKind.Undelivered, true, true)]     // the person did not say no: another address may be tried
    [InlineData(DeliveryFate.SaidStop, FactKind.Undelivered, true, false)]
    [InlineData(DeliveryFate.Complained, FactKind.Complained, true, false)]
    public async Task Take_Delivery_IsAFactAndSuppressesWhereDue(DeliveryFate fate, FactKind kind, bool suppressed, bool consented)
    {
        var reference = await SendAsync();
        await TakeAsync(new Feedback.Delivery(Channel.Email, reference, Address, fate, "550", _world.Now));
        await TakeAsync(new Feedback.Delivery(Channel.Email, reference, Address, fate, "550", _world.Now.AddHours(1)));    // reports come twice

        var fact = Assert.Single(await FactsAsync());
        Assert.Equal((kind, "reminder", Channel.Email), (fact.Kind, fact.Touch, fact.Channel));
        Assert.Equal(suppressed, await _world.Suppressions.IsSuppressedAsync(Channel.Email, Address));
        Assert.Equal(consented, (await _world.UserAsync()).Profile.Consents[Channel.Email].Given);
    }

    [Fact]
    public async Task Take_OpeningByAPerson_WakesTheSequence()
    {
        var reference = await SendAsync();
        await TakeAsync(new Feedback.Engagement(reference, IsClick: false, "Mozilla/5.0 (iPhone)", _world.Now.AddMinutes(5)));

        Assert.False(Assert.Single(await FactsAsync()).ByMachine);
        Assert.Contains(_world.Sequences.Woken, each => each.Signal == Signal.Engaged);
    }

    [Fact]
    public async Task Take_OpeningWithinSeconds_IsAMachines()
    {
        var reference = await SendAsync();
        await TakeAsync(new Feedback.Engagement(reference, IsClick: false, "Mozilla/5.0 (iPhone)", _world.Now.AddSeconds(1)));

        Assert.True(Assert.Single(await FactsAsync()).ByMachine);
        Assert.DoesNotContain(_world.Sequences.Woken, each => each.Signal == Signal.Engaged);
    }

    [Fact]
    public async Task Take_ReportOfAnAttemptUnknown_SuppressesTheAddressAllTheSame()
    {
        await TakeAsync(new Feedback.Delivery(Channel.Email, AttemptReference.For("no:such:email", 0), Address, DeliveryFate.DeadAddress, null, _world.Now));

        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Email, Address));
        Assert.Empty(await FactsAsync());
    }

    private Task TakeAsync(Feedback feedback) => Intake.TakeAsync(feedback, _world.Sequences);

    private async Task<AttemptReference> SendAsync()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now), Given.Purchase(_world.Now));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        await _world.Sender.ContactAsync(SequenceState.From(Assert.Single(_world.Sequences.Started)), _world.Sequences, CancellationToken.None);
        return Assert.Single(_world.Provider.Calls).Reference;
    }

    private async Task<List<Fact>> FactsAsync()
    {
        List<Fact> facts = [];
        var day = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
        await foreach (var fact in _world.Facts.ReadAsync("replenish", day, day.AddDays(60)))
        {
            if (fact.Kind is not (FactKind.Enrolled or FactKind.HandedOver))
                facts.Add(fact);
        }

        return facts;
    }
}
