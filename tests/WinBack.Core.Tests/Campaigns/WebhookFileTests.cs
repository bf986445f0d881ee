using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What a file says of a touch that another system does.</summary>
public sealed class WebhookFileTests
{
    private const string Head = """
        id: win
        name: Win
        goal: purchase
        lapse: {after: P30D, since: purchase}
        caps:
          - {channel: webhook, max: 1, per: P30D}
        touches:
          - id: call
            delay: P1D
            channels: [email, webhook]
            email: {subject: S, body: B}
            webhook:

        """;

    [Fact]
    public void Read_EveryKey_IsInTheModel()
    {
        var campaign = CampaignFileTests.Valid(Head + """
                  target: call-centre
                  title: Call {{name}}
                  body: |
                    Ask why.
                    Offer help.
                  fields:
                    plan: "{{attributes.plan}}"
                    priority: 2
            """);

        var template = campaign.Touches[0].Templates[Channel.Webhook];
        Assert.Equal(("Call {{name}}", "Ask why.\nOffer help."), (template.Title, template.Body));
        Assert.Equal("call-centre", campaign.Touches[0].WebhookTarget);
        Assert.Equal(new Dictionary<string, string> { ["plan"] = "{{attributes.plan}}", ["priority"] = "2" }, template.Webhook!.Fields);
        Assert.Equal(Channel.Webhook, Assert.Single(campaign.Caps).Channel);
    }

    [Fact]
    public void Read_TargetAlone_IsEnough() => Assert.Equal("", CampaignFileTests.Valid(Head + "      target: call-centre").Touches[0].Templates[Channel.Webhook].Body);

    [Theory]
    [InlineData("title: Call", "touches[0].webhook.target", "nothing")]
    [InlineData("target: https://calls.example/tasks", "touches[0].webhook.target", "an address")]
    [InlineData("target: Call Centre", "touches[0].webhook.target", "\"Call Centre\"")]
    [InlineData("target: a\n      url: https://calls.example", "touches[0].webhook", "the key \"url\"")]
    [InlineData("target: a\n      body: \"{{link}}\"", "touches[0].webhook.body", "{{link}} with no link to show")]
    [InlineData("target: a\n      title: \"{{nmae}}\"", "touches[0].webhook.title", "the variable nmae")]
    [InlineData("target: a\n      fields: {x y: z}", "touches[0].webhook.fields", "\"x y\"")]
    [InlineData("target: a\n      fields: {}", "touches[0].webhook.fields", "an empty group of keys")]
    [InlineData("target: a\n      fields: [x]", "touches[0].webhook.fields", "a list of 1")]
    [InlineData("target: a\n      fields: {x: [1, 2]}", "touches[0].webhook.fields.x", "a list of 2")]
    [InlineData("target: a\n      fields: {x: \"{{phone}}\"}", "touches[0].webhook.fields.x", "the variable phone")]       // addresses go only to a target whose settings say so
    public void Read_WhatMayNotBe_IsNamedInItsPlace(string webhook, string path, string found)
    {
        var error = Assert.Single(CampaignFile.Read("win.yaml", Head + "      " + webhook).Errors);

        Assert.Equal((path, found), (error.Path, error.Found));
    }

    [Fact]
    public void Read_VariantOfAWebhook_SaysOtherwiseToTheSameTarget()
    {
        string Varied(string own) => Head.Replace("caps:", "variants: [{id: warm, weight: 1}, {id: cool, weight: 1}]\ncaps:", StringComparison.Ordinal)
            + "      target: call-centre\n      title: Call\n    variants:\n      warm: {webhook: {" + own + "}}\n";

        var template = CampaignFileTests.Valid(Varied("title: Call warmly")).Touches[0].Variants["warm"][Channel.Webhook];
        Assert.Equal(("Call warmly", "call-centre"), (template.Title, template.Webhook!.Target));
        Assert.Equal("a target", Assert.Single(CampaignFile.Read("win.yaml", Varied("target: other")).Errors).Found);
    }

    [Fact]
    public void Read_TooManyFields_IsRefused()
    {
        string Fields(int count) => Head + "      target: a\n      fields:\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"        f{i}: x\n"));

        Assert.Equal(20, CampaignFileTests.Valid(Fields(20)).Touches[0].Templates[Channel.Webhook].Webhook!.Fields.Count);
        Assert.Equal("touches[0].webhook.fields", Assert.Single(CampaignFile.Read("win.yaml", Fields(21)).Errors).Path);
    }
}
