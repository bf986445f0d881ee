using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>A touch that another system does keeps every promise that a message keeps.</summary>
public sealed class WebhookTouchTests
{
    private static readonly WebhookTargets AskingNobody = new([new("call_centre", new() { RequiresConsent = false })], onlyKnown: true);
    private static readonly WebhookTargets Asking = new([new("call_centre", new())], onlyKnown: true);

    private static readonly Campaign Calls = Plan with { Touches = [Touch(new("call-centre", new Dictionary<string, string>()))] };

    [Fact]
    public void Judge_PersonWithoutAnyAddress_IsReached()
    {
        var user = Person(given: true) with { };
        user = user with { Profile = user.Profile with { Email = null, Phone = null, Installations = [] } };

        Assert.Equal(Channel.Webhook, Assert.IsType<Verdict.Send>(Judge(user, Asking)).Channel);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(null, true, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, true)]
    [InlineData(null, false, true)]
    [InlineData(false, false, false)]       // whoever said no, whatever the target asks
    public void Judge_Consent_IsNeededUnlessTheTargetAsksForNone(bool? said, bool requires, bool goes)
    {
        var verdict = Judge(Person(said), requires ? Asking : AskingNobody);

        Assert.Equal(goes, verdict is Verdict.Send);
        Assert.Equal(goes, verdict.Said().Contains("consent"));
    }

    [Fact]
    public void Judge_TargetOfNoSetting_IsNotServed()
    {
        var verdict = Judge(Person(given: true), new([], onlyKnown: true));

        Assert.Equal("webhook: the settings know no target call-centre, or the channel is not served here", Assert.IsType<Verdict.Skip>(verdict).Findings[^1].Detail);
    }

    [Fact]
    public void Judge_SuppressedById_IsNotReached() =>
        Assert.Contains("!suppression", TouchJudge.Judge(Question(Calls) with { Webhooks = AskingNobody, Suppressed = new HashSet<Channel> { Channel.Webhook } }, Person(given: null), Noon).Said());

    [Fact]
    public void Judge_InAPauseOfTheirOwn_IsSkipped()
    {
        var user = Person(given: true) with { Preferences = new(Noon.AddDays(-1), PreferredFrequency.Any, Noon.AddDays(1)) };

        Assert.Contains("!pause", Assert.IsType<Verdict.Skip>(Judge(user, AskingNobody)).Said());
    }

    [Fact]
    public void Judge_CapOnWebhooks_CountsThemAlone()
    {
        var capped = Calls with { Caps = [new(Channel.Webhook, 1, TimeSpan.FromDays(7))] };
        var user = Person(given: true, capped);

        Assert.IsType<Verdict.Send>(Judge(user.Contacted(Channel.Email, Noon.AddDays(-1)), Asking, capped));
        Assert.Contains(Judge(user.Contacted(Channel.Webhook, Noon.AddDays(-1)), Asking, capped).Findings, finding => finding is { Rule: "cap", Passed: false });
    }

    [Fact]
    public void Judge_QuietHours_Hold()
    {
        var quiet = Calls with { QuietHours = new(new(11, 0), new(13, 0), TimeSpan.Zero) };

        Assert.Equal(Noon.AddHours(1), Assert.IsType<Verdict.Hold>(Judge(Person(given: true, quiet), Asking, quiet)).Until);
    }

    [Fact]
    public void Judge_HeldOut_IsAGhost() =>
        Assert.Equal(Channel.Webhook, Assert.IsType<Verdict.Ghost>(Judge(Person(given: true).WithOpen(open => open with { Arm = Arm.Holdout }), Asking)).Channel);

    [Fact]
    public void Ahead_TouchOfATargetThatAsksNobody_KeepsItsSlot()
    {
        var urgent = Calls with { Id = "urgent", Priority = 10 };
        var user = Person(given: null).In(urgent);

        Assert.Equal(Channel.Webhook, Assert.Single(ReservedSlots.Ahead(user, user.Open[0], ACampaign.Set(Calls, urgent), Noon, AskingNobody)).Channel);
        Assert.Empty(ReservedSlots.Ahead(user, user.Open[0], ACampaign.Set(Calls, urgent), Noon, Asking));
    }

    [Fact]
    public void Addresses_OfAWebhook_TellIdsApartThatDifferInCaseOnly() =>
        Assert.NotEqual(Reach.Addresses(AUser.Reachable("anna"), Channel.Webhook)[0], Reach.Addresses(AUser.Reachable("Anna"), Channel.Webhook)[0], StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Render_FieldsAndWords_AreFilledInAndEscapedByTheSerializer()
    {
        var user = Person(given: true);
        user = user with { Profile = user.Profile with { Name = new("\",\"admin\":true,\"x\":\"", AUser.Before), Attributes = new Dictionary<string, Stamped<FieldValue?>> { ["plan"] = new(FieldValue.Of("Pro\r\n</script>"), AUser.Before) } } };
        var touch = Touch(new("call-centre", new Dictionary<string, string> { ["plan"] = "{{attributes.plan}}", ["none"] = "{{attributes.gone}}" }), "Call {{name}}", "Dear {{name}}");

        var json = Json(touch, user);

        Assert.Equal(["user", "campaign", "touch", "attempt", "title", "body", "fields"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("anna", "replenish", "t1"), (json.GetProperty("user").GetString(), json.GetProperty("campaign").GetString(), json.GetProperty("touch").GetString()));
        Assert.Equal("Call \",\"admin\":true,\"x\":\"", json.GetProperty("title").GetString());
        Assert.Equal(("Pro </script>", ""), (json.GetProperty("fields").GetProperty("plan").GetString(), json.GetProperty("fields").GetProperty("none").GetString()));
    }

    [Theory]
    [MemberData(nameof(HostileContentTests.Values), MemberType = typeof(HostileContentTests))]
    public void Render_HostileValue_StaysOneFieldOfTheJson(string value)
    {
        var user = Person(given: true);
        user = user with { Profile = user.Profile with { Name = new(value, AUser.Before), Attributes = new Dictionary<string, Stamped<FieldValue?>> { ["value"] = new(FieldValue.Of(value), AUser.Before), ["secret"] = new(FieldValue.Of("s3cr3t"), AUser.Before) } } };
        var touch = Touch(new("call-centre", new Dictionary<string, string> { ["a"] = "{{attributes.value}}", ["b"] = "{{name}}" }), "{{attributes.value}}", "{{attributes.value}}");

        if (Render(touch, user) is not Rendering.Done done)
            return;
        var (bytes, json) = (WebhookPayload.Of(Message(done.Message)), Payload(Message(done.Message)));
        Assert.All(bytes, each => Assert.InRange(each, (byte)' ', (byte)'~'));
        Assert.DoesNotContain("s3cr3t", json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["a", "b"], json.GetProperty("fields").EnumerateObject().Select(field => field.Name));
        Assert.Equal(PlainText.Line(value) ?? "", json.GetProperty("fields").GetProperty("a").GetString());
    }

    [Fact]
    public void Render_NothingButATarget_HasNoWords() => Assert.Equal(["user", "campaign", "touch", "attempt", "fields"], Json(Calls.Touches[0], Person(given: true)).EnumerateObject().Select(member => member.Name));

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Render_FieldTooLong_IsNotSent(int characters, bool goes)
    {
        var user = Person(given: true);
        user = user with { Profile = user.Profile with { Attributes = new Dictionary<string, Stamped<FieldValue?>> { ["note"] = new(FieldValue.Of(new string('x', characters)), AUser.Before) } } };

        Assert.Equal(goes, Render(Touch(new("call-centre", new Dictionary<string, string> { ["note"] = "{{attributes.note}}" })), user) is Rendering.Done);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void For_Addresses_AreToldOnlyToATargetThatAsks(bool asks)
    {
        var (targets, user) = (new WebhookTargets([new("CALL-CENTRE", new() { IncludeAddresses = asks })], onlyKnown: true), Person(given: true));
        var content = ((Rendering.Done)Render(Calls.Touches[0], user)).Message;

        var told = WebhookAddresses.For(content, user.Profile, targets);
        Assert.Equal(asks ? new("anna@example.com", "+4915112345678") : null, told);
        Assert.Equal(asks, Payload(Message(content) with { Person = told }).TryGetProperty("phone", out _));
    }

    private static Touch Touch(WebhookTemplate webhook, string? title = null, string body = "") => new(
        "t1", Threshold.Zero, [Channel.Webhook], new Dictionary<Channel, Template> { [Channel.Webhook] = new(null, title, body, null) { Webhook = webhook } }, Threshold.Days(3));

    private static User Person(bool? given, Campaign? campaign = null) =>
        (given is { } said ? AUser.Reachable().Saying(Channel.Webhook, said) : AUser.Reachable()).In(campaign ?? Calls);

    private static Verdict Judge(User user, WebhookTargets targets, Campaign? campaign = null) => TouchJudge.Judge(Question(campaign ?? Calls) with { Webhooks = targets }, user, Noon);

    private static Rendering Render(Touch touch, User user) => MessageRenderer.Render(Calls with { Touches = [touch] }, touch, Channel.Webhook, user, MessageFrame.None);

    private static JsonElement Json(Touch touch, User user) => Payload(Message(((Rendering.Done)Render(touch, user)).Message));

    private static JsonElement Payload(OutboundMessage message) => JsonDocument.Parse(WebhookPayload.Of(message)).RootElement;

    private static OutboundMessage Message(RenderedMessage content) => new()
    {
        Key = "key",
        Channel = Channel.Webhook,
        UserId = "anna",
        Campaign = "replenish",
        Touch = "t1",
        Addresses = ["user:616E6E61"],
        Content = content,
    };
}
