using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class VariantFileTests
{
    private const string Two = """
        id: win
        name: Win
        goal: purchase
        lapse: {after: P30D, since: purchase}
        variants:
          - {id: a, weight: 50}
          - {id: b, weight: 50}
        touches:
          - id: first
            delay: P1D
            channels: [push, email]
            push: {title: T, body: B}
            email: {subject: S, body: B, link: "https://shop.example/", button: Look}

        """;

    [Fact]
    public void Read_VariantOfATouch_IsTheTouchWithItsOwnWordsOverIt()
    {
        var campaign = CampaignFileTests.Valid(Two + "    variants: {b: {email: {subject: Other, link: 'https://shop.example/b'}}}\n");

        Assert.Equal([new("a", 50), new Variant("b", 50)], campaign.Variants);
        var touch = campaign.Touches[0];
        Assert.Equal(new Template("Other", null, "B", "https://shop.example/b", "Look"), touch.As("b").Templates[Channel.Email]);
        Assert.Same(touch.Templates[Channel.Push], touch.As("b").Templates[Channel.Push]);
        Assert.Equal("S", touch.As("a").Templates[Channel.Email].Subject);
        Assert.Equal("S", touch.As((string?)null).Templates[Channel.Email].Subject);
    }

    [Theory]
    [InlineData("    variants: {c: {email: {subject: Other}}}\n", "touches[0].variants", "the variant \"c\"")]
    [InlineData("    variants: {b: {sms: {body: Other}}}\n", "touches[0].variants.b.sms", "sms, which the touch has nothing to say by")]
    [InlineData("    variants: {b: {email: {subject: '{{nmae}}'}}}\n", "touches[0].variants.b.email.subject", "the variable nmae")]
    [InlineData("    variants: {b: {mail: {subject: Other}}}\n", "touches[0].variants.b", "the key \"mail\"")]
    [InlineData("    variants: b\n", "touches[0].variants", "\"b\"")]
    public void Read_VariantThatMayNotBe_IsRefusedInItsPlace(string touch, string path, string found)
    {
        var error = Assert.Single(CampaignFile.Read("win.yaml", Two + touch).Errors);
        Assert.Equal((path, found), (error.Path, error.Found));
    }

    [Theory]
    [InlineData("variants: [{id: a, weight: 0}, {id: b, weight: 0}]", "no weight above 0")]
    [InlineData("variants: [{id: a, weight: 1}, {id: a, weight: 1}]", "\"a\" a second time")]
    [InlineData("variants: [{id: a, weight: 1}, {id: b, weight: 1001}]", "\"1001\"")]
    [InlineData("variants: [{id: a, weight: 1}]", "a list of 1")]
    public void Read_WeightsThatMayNotBe_AreRefused(string variants, string found)
    {
        var file = Two.Replace("variants:\n  - {id: a, weight: 50}\n  - {id: b, weight: 50}", variants, StringComparison.Ordinal);
        Assert.Equal(found, Assert.Single(CampaignFile.Read("win.yaml", file).Errors).Found);
    }

    [Fact]
    public void Read_TouchWithAnErrorInIt_SaysItOnce() =>
        Assert.Single(CampaignFile.Read("win.yaml", Two.Replace("body: B, link", "body: '{{nmae}}', link", StringComparison.Ordinal) + "    variants: {b: {email: {subject: Other}}}\n").Errors);

    [Fact]
    public void Render_PersonOfAVariant_ReadsItsWords()
    {
        var campaign = CampaignFileTests.Valid(Two + "    variants: {b: {email: {subject: Other}}}\n") with { Version = 1 };
        Assert.Equal(("S", "Other"), (Subject("a"), Subject("b")));

        string? Subject(string variant)
        {
            var user = Sending.ATouch.Enrolled();
            user = user with { Open = [user.Open[0] with { Campaign = "win", Variant = new(variant, 0.5) }] };
            return ((Rendering.Done)MessageRenderer.Render(campaign, campaign.Touches[0], Channel.Email, user, MessageFrame.None)).Message.Subject;
        }
    }
}
