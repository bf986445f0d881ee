using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class CampaignFileTests
{
    internal const string Smallest = """
        id: again
        name: Again
        goal: purchase
        lapse:
          after: P90D
          since: purchase
        touches:
          - id: first
            delay: P0D
            channels: [email]
            email:
              subject: Hello
              body: Hello {{fallback name "there"}}
        """;

    internal const string Full = """
        id: again
        name: Again
        status: active
        language: de-AT
        goal: purchase
        lapse: {after: PT36H, since: [purchase, wish], neverActive: fromFirstSeen}
        audience:
          all:
            - {field: country, in: [DE, NO]}
            - not: {field: attributes.plan, is: free}
            - any:
                - {field: activity.order.done.count, atLeast: 2, atMost: 10}
                - {field: reach.push, is: true}
                - {field: email, present: true}
        holdout: {share: 20%, salt: autumn}
        entry: {maxPerDay: 500, ramp: P5D, order: oldest, notBeyond: 2.5}
        touches:
          - id: first
            delay: PT0S
            channels: [push, sms]
            push: {title: Hi, body: There, link: "myapp://cart/{{attributes.cart}}"}
            sms: {body: "See {{link}}", link: https://shop.example/}
          - id: second
            delay: P7D
            channels: email
            expires: P1D
            email: {subject: Hi, body: There, link: "https://shop.example/?c={{campaign.id}}", button: Look}
        quietHours: {from: 21:00, to: "08:00", spread: PT1H}
        caps:
          - {max: 3, per: P7D}
          - {channel: sms, max: 0, per: P1M}
        coolDown: P0D
        exit: [purchase, reply]
        attributionWindow: P30D
        priority: -5
        """;

    [Fact]
    public void Read_SmallestFile_GivesTheDefaults()
    {
        var campaign = Valid(Smallest);

        Assert.Equal(("again", 0, CampaignStatus.Draft, "en", 0), (campaign.Id, campaign.Version, campaign.Status, campaign.Language, campaign.Priority));
        Assert.Equal(NeverActive.Exclude, campaign.Lapse!.Parts[0].NeverActive);
        Assert.Equal(["purchase"], campaign.ExitTypes);
        Assert.Equal(new Holdout(0.1, "again"), campaign.Holdout);
        Assert.Equal(new EntryRule(null, null, EntryOrder.Freshest, 4), campaign.Entry);
        Assert.Equal((Threshold.Days(30), Threshold.Days(14)), (campaign.CoolDown, campaign.AttributionWindow));
        Assert.Equal(Threshold.Days(3), campaign.Touches[0].Expires);
        Assert.Null(campaign.Audience);
        Assert.Null(campaign.QuietHours);
        Assert.Empty(campaign.Caps);
        Assert.Null(campaign.PublishedAt);
    }

    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var campaign = Valid(Full);

        Assert.Equal((CampaignStatus.Active, "de-AT", -5), (campaign.Status, campaign.Language, campaign.Priority));
        Assert.Equal(Threshold.Elapsed(TimeSpan.FromHours(36)), campaign.Lapse!.Parts[0].After);
        Assert.Equal(["purchase", "wish"], campaign.Lapse!.Since);
        Assert.Equal(NeverActive.FromFirstSeen, campaign.Lapse!.Parts[0].NeverActive);
        Assert.Equal(new Holdout(0.2, "autumn"), campaign.Holdout);
        Assert.Equal(new EntryRule(500, Threshold.Days(5), EntryOrder.Oldest, 2.5), campaign.Entry);
        Assert.Equal(new QuietHours(new(21, 0), new(8, 0), TimeSpan.FromHours(1)), campaign.QuietHours);
        Assert.Equal([new(null, 3, TimeSpan.FromDays(7)), new(Channel.Sms, 0, TimeSpan.FromDays(30))], campaign.Caps);
        Assert.Equal((Threshold.Days(0), Threshold.Days(30)), (campaign.CoolDown, campaign.AttributionWindow));
        Assert.Equal(["purchase", "reply"], campaign.ExitTypes);
        var (first, second) = (campaign.Touches[0], campaign.Touches[1]);
        Assert.Equal([Channel.Push, Channel.Sms], first.Channels);
        Assert.Equal(new Template(null, "Hi", "There", "myapp://cart/{{attributes.cart}}"), first.Templates[Channel.Push]);
        Assert.Equal((Threshold.Days(7), Threshold.Days(1)), (second.Delay, second.Expires));
        Assert.Equal("Look", second.Templates[Channel.Email].Button);
    }

    [Fact]
    public void Read_Audience_KeepsItsShape()
    {
        var all = Assert.IsType<Condition.All>(Valid(Full).Audience);

        Assert.Equal(["country", "attributes.plan", "activity.order.done.count", "activity.order.done.count", "reach.push", "email"], AudienceFields.Of(all));
        Assert.Equal([FieldValue.Of("DE"), FieldValue.Of("NO")], Assert.IsType<Condition.Field>(all.Parts[0]).Values);
        var any = Assert.IsType<Condition.Any>(all.Parts[2]);
        Assert.Equal(2, Assert.IsType<Condition.All>(any.Parts[0]).Parts.Count);
        Assert.Equal([FieldValue.Of(true)], Assert.IsType<Condition.Field>(any.Parts[1]).Values);
        Assert.Equal(Comparison.Present, Assert.IsType<Condition.Field>(any.Parts[2]).Comparison);
    }

    [Fact]
    public void Read_SinceAny_MeansAnyActivityIsAReturn()
    {
        var campaign = Valid(Smallest.Replace("since: purchase", "since: any", StringComparison.Ordinal));

        Assert.Empty(campaign.Lapse!.Since);
        Assert.Empty(campaign.ExitTypes);
    }

    [Fact]
    public void Read_GoalBesideSince_BothAreReturns() =>
        Assert.Equal(["session", "purchase"], Valid(Smallest.Replace("since: purchase", "since: session", StringComparison.Ordinal)).ExitTypes);

    [Theory]
    [InlineData("holdout: 10%", 0.1)]
    [InlineData("holdout: 0.25", 0.25)]
    [InlineData("holdout: 0", 0)]
    [InlineData("holdout: 90 %", 0.9)]
    [InlineData("holdout: {salt: x}", 0.1)]
    public void Read_HoldoutInAnyForm_IsAShare(string line, double expected) =>
        Assert.Equal(expected, Valid($"{Smallest}\n{line}").Holdout.Share, 12);

    [Theory]
    [InlineData("from: 21:00, to: 08:00")]       // YAML 1.1 would make 1260 of it
    [InlineData("from: '21:00', to: '8:00'")]
    public void Read_TimesWithAndWithoutQuotes_AreTheSame(string times) =>
        Assert.Equal(new QuietHours(new(21, 0), new(8, 0), TimeSpan.FromMinutes(30)), Valid($"{Smallest}\nquietHours: {{{times}}}").QuietHours);

    [Fact]
    public void Read_CarriageReturnsAndByteOrderMark_AreNoMatter() =>
        Valid("\uFEFF" + Smallest.Replace("\n", "\r\n", StringComparison.Ordinal));

    [Fact]
    public void Read_CultureWithDecimalComma_ReadsNumbersAlike()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("") { NumberFormat = new() { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal(0.25, Valid($"{Smallest}\nholdout: 0.25").Holdout.Share);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    internal static Campaign Valid(string text)
    {
        var result = CampaignFile.Read("again.yaml", text);
        Assert.Empty(result.Errors.Select(error => error.ToString()));
        return Assert.IsType<Campaign>(result.Campaign);
    }
}
