using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Tests.Reporting;
using WinBack.Storage.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>A touch that another system does, through stores and protocol.</summary>
public sealed class WebhookTouchTests
{
    private static readonly WebhookTargets AskingNobody = new([new("call-centre", new() { RequiresConsent = false, IncludeAddresses = true })], onlyKnown: true);

    private static readonly Campaign Calls = ACampaign.With(0) with { Touches = [Touch("call", Channel.Webhook)], ExitTypes = ["purchase"] };

    [Fact]
    public async Task Contact_Allowed_IsHandedOverOnceWithItsKeyAndItsAnswerIsKept()
    {
        var (world, state) = await EnrolledAsync(Calls);
        world.Provider.Answer = _ => Task.FromResult<SendResult>(new SendResult.Accepted("202 task-17"));

        await ContactAsync(world, state);
        await ContactAsync(world, state);

        var call = Assert.Single(world.Provider.Calls);
        Assert.Equal((state.InstanceId + ":call:webhook", "anna", "call-centre"), (call.Key, call.UserId, call.Content.Webhook!.Target));
        Assert.Equal(new("anna@example.com", "+4915112345678"), call.Person);
        var row = Assert.Single(await world.People.LedgerAsync("anna"));
        Assert.Equal((AttemptState.Accepted, "202 task-17", Channel.Webhook), (row.State, row.ProviderId, row.Channel));
        Assert.Equal(Channel.Webhook, Assert.Single((await world.UserAsync()).Contacts).Channel);
    }

    [Fact]
    public async Task Contact_HeldOut_IsAGhost()
    {
        var (world, state) = await EnrolledAsync(Calls with { Holdout = new(Share: 1) });

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.Equal(AttemptState.Ghost, Assert.Single(await world.People.LedgerAsync("anna")).State);
    }

    [Fact]
    public async Task Contact_ReturnedBefore_LeavesNothing()
    {
        var (world, state) = await EnrolledAsync(Calls);
        await world.ApplyAsync(Given.Purchase(world.Now.AddMinutes(1)));

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
    }

    [Fact]
    public async Task Contact_SaidNoToWebhooks_LeavesNothingAndSuppressesTheId()
    {
        var (world, state) = await EnrolledAsync(Calls);
        await world.ApplyAsync(Consent(given: false, world.Now));

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.True(await world.Suppressions.IsSuppressedAsync(Channel.Webhook, Reach.Addresses(await world.UserAsync(), Channel.Webhook)[0]));
        await world.ApplyAsync(Consent(given: true, world.Now.AddMinutes(1)));
        Assert.False(await world.Suppressions.IsSuppressedAsync(Channel.Webhook, Reach.Addresses(await world.UserAsync(), Channel.Webhook)[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Contact_IdSuppressed_BothArmsAlikeLeaveNothing(double heldOut)
    {
        var (world, state) = await EnrolledAsync(Calls with { Holdout = new(heldOut) });
        await world.Suppressions.ApplyAsync(new(Channel.Webhook, Reach.Addresses(await world.UserAsync(), Channel.Webhook)[0], "opt-out", world.Now));

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.DoesNotContain(await world.People.LedgerAsync("anna"), row => row.State is AttemptState.Accepted or AttemptState.Ghost);
    }

    [Fact]
    public async Task Contact_ErasedBetweenClaimAndHandOver_LeavesNothing()
    {
        var tables = new MeddledTables(new MemoryTables());
        var (world, state) = await EnrolledAsync(Calls, tables);
        var seen = 0;
        tables.BeforeWrite = (name, _) =>
        {
            if (name != PeopleKeys.Table || ++seen != 2)       // after the claim, before "sending"
                return Task.CompletedTask;
            tables.BeforeWrite = (_, _) => Task.CompletedTask;
            return world.Erasures.EraseAsync("anna", world.Sequences);
        };

        await ContactAsync(world, state);

        Assert.Empty(world.Provider.Calls);
        Assert.Null(await world.People.FindAsync("anna"));
    }

    [Fact]
    public async Task Contact_RefusedForGood_GoesOnByTheNextChannel()
    {
        var (world, state) = await EnrolledAsync(Calls with { Touches = [Touch("call", Channel.Webhook, Channel.Email)] });
        world.Provider.Answer = message => Task.FromResult<SendResult>(
            message.Channel == Channel.Webhook ? new SendResult.RefusedForGood("call-centre refuses it (422)", Suppress: false) : new SendResult.Accepted("ok"));

        await ContactAsync(world, await ContactAsync(world, state));

        Assert.Equal([Channel.Webhook, Channel.Email], world.Provider.Calls.Select(call => call.Channel));
        Assert.False(await world.Suppressions.IsSuppressedAsync(Channel.Webhook, Reach.Addresses(await world.UserAsync(), Channel.Webhook)[0]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task Preferences_OfferWebhooks_OnlyToWhomAskedAboutThemBefore(bool? said)
    {
        var world = new AWorld(campaigns: Calls);
        await world.ApplyAsync(Given.Reachable(world.Now));
        if (said is { } given)
            await world.ApplyAsync(Consent(given, world.Now));
        var centre = new PreferenceCentre(world.Suppressions, world.Owners, world.People, world.OptOuts, world.Hasher);
        var link = new OptOutLink(Channel.Email, world.Hasher.Of("anna@example.com"), default);

        Assert.Equal(said is true, (await centre.ReadAsync(link)).Choices.Keys.Any(choice => choice.Channel == Channel.Webhook));
        await centre.SaveAsync(link, new Dictionary<PreferenceChoice, bool> { [new(Channel.Email, ConsentPurpose.Default)] = true, [new(Channel.Webhook, ConsentPurpose.Default)] = false }, new(world.Now.AddMinutes(1), PreferredFrequency.Any, null), world.Sequences);

        var user = await world.UserAsync();
        Assert.Equal(said is true, user.Profile.Consents.TryGetValue(Channel.Webhook, out var consent) && !consent.Given);
        Assert.Equal(said is true, await world.Suppressions.IsSuppressedAsync(Channel.Webhook, Reach.Addresses(user, Channel.Webhook)[0]));
    }

    [Fact]
    public async Task Outbox_KeepsWhatAWebhookSays()
    {
        var outbox = new Outbox(new MemoryTables());
        var message = new OutboundMessage
        {
            Key = "k",
            Channel = Channel.Webhook,
            UserId = "anna",
            Campaign = "c",
            Touch = "t",
            Addresses = ["user:616E6E61"],
            Content = new(null, "Call", "", null, null) { Webhook = new("call-centre", new Dictionary<string, string> { ["plan"] = "Pro" }) },
            Person = new(null, "+4915112345678"),
        };
        await outbox.AddAsync(message, Given.Noon);

        var kept = Assert.Single((await outbox.NewestAsync(DateOnly.FromDateTime(Given.Noon.UtcDateTime), null, 10)).Messages).Entry.Message;
        Assert.Equal(WebhookPayload.Of(message), WebhookPayload.Of(kept));
    }

    [Fact]
    public async Task Audit_WebhookAfterAStop_IsFound()
    {
        var world = new ReportingWorld(Given.Campaign() with { Touches = [Touch("call", Channel.Webhook), Touch("again", Channel.Webhook) with { Delay = Threshold.Days(7) }] });
        await world.BuysAsync("anna");
        await world.HearAsync(Consent(given: true, world.Now));
        await world.AdvanceDaysAsync(31);
        Assert.Equal(Channel.Webhook, Assert.Single(await world.People.LedgerAsync("anna")).Channel);
        Assert.True((await world.Audit.ReadAsync()).IsClean);

        await world.HearAsync(Consent(given: false, world.Now) with { Id = "stop" });
        await world.AdvanceDaysAsync(1);
        await world.PlantDepartureAsync("anna", "again", Channel.Webhook);

        Assert.Contains("after consent on webhook to marketing was withdrawn", Assert.Single(await world.BrokenAsync(Promise.NoContactAfterReturnOrStop)).Explanation, StringComparison.Ordinal);
    }

    private static IncomingEvent Consent(bool given, DateTimeOffset at) => new()
    {
        Id = $"consent-{at.Ticks}",
        UserId = "anna",
        Type = IncomingEvent.ProfileType,
        At = at,
        Profile = new() { Consents = new Dictionary<string, GivenConsent> { ["webhook"] = new(given, at, "form") } },
    };

    private static Touch Touch(string id, params Channel[] channels)
    {
        var touch = ACampaign.Touch(id, Threshold.Zero, channels);
        return touch with
        {
            Templates = new Dictionary<Channel, Template>(touch.Templates) { [Channel.Webhook] = new(null, "Call", "", null) { Webhook = new("call-centre", new Dictionary<string, string> { ["name"] = "{{name}}" }) } },
        };
    }

    private static Task<SequenceState> ContactAsync(AWorld world, SequenceState state) => world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

    private static async Task<(AWorld World, SequenceState State)> EnrolledAsync(Campaign plan, Storage.Tables.ITables? tables = null)
    {
        var world = new AWorld(tables, webhooks: AskingNobody, campaigns: plan);
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
}
