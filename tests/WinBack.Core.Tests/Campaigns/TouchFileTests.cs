using NodaTime;
using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What a file says of when, whether and how a touch goes out.</summary>
public sealed class TouchFileTests
{
    private const string Head = """
        id: win
        name: Win
        goal: purchase
        lapse: {after: P30D, since: purchase}
        touches:
          - id: first
            delay: P1D
            channels: [push, email]
            push: {title: T, body: B}
            email: {subject: S, body: B}

        """;

    private const string Tail = ", channels: [push], push: {title: T, body: B}}";

    [Fact]
    public void Read_EveryKeyOfATouch_IsInTheModel()
    {
        var campaign = CampaignFileTests.Valid(Head + """
              - id: second
                kind: last-call
                after: {touch: previous, delay: P3D}
                window: {from: "17:00", to: 20:00}
                days: [mon, thu]
                if:
                  - {touch: first, was: notOpened}
                  - {field: country, is: DE}
                whenNotAllowed: skip
                fallback: {afterSilence: PT12H}
                channels: [push, email]
                push: {title: T, body: B}
                email: {subject: S, body: B}
            """);

        var (first, second) = (campaign.Touches[0], campaign.Touches[1]);
        Assert.Equal((false, null, null, WhenNotAllowed.Hold, null, null), (first.IsAfterPrevious, first.Hours, first.If, first.WhenNotAllowed, first.Kind, first.AfterSilence));
        Assert.Equal((true, Threshold.Days(3), TouchKind.LastCall), (second.IsAfterPrevious, second.Delay, second.Kind!.Value));
        Assert.Equal(new LocalWindow(new(17, 0), new(20, 0)), second.Hours!.Window);
        Assert.Equal([IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday], second.Hours.Days.Order());
        Assert.Equal([new EngagementClause("first", Engagement.NotOpened)], second.If!.Earlier);
        Assert.Equal("country", Assert.IsType<Condition.Field>(Assert.Single(second.If.About)).Path);
        Assert.Equal((WhenNotAllowed.Skip, Threshold.Elapsed(TimeSpan.FromHours(12))), (second.WhenNotAllowed, second.AfterSilence));
    }

    [Fact]
    public void Read_OneConditionAndALocalTime_NeedNoList()
    {
        var touch = CampaignFileTests.Valid(Head + "  - {id: b, delay: P2D, at: 18:00, days: sat, if: {touch: first, was: clicked}" + Tail).Touches[1];

        Assert.Equal((new TimeOnly(18, 0), IsoDayOfWeek.Saturday), (touch.Hours!.At!.Value, Assert.Single(touch.Hours.Days)));
        Assert.Equal(Engagement.Clicked, Assert.Single(touch.If!.Earlier).Was);
    }

    [Theory]
    [InlineData("{id: b, delay: P2D, after: {delay: P1D}", "touches[1].delay", "delay beside after")]
    [InlineData("{id: b", "touches[1].delay", "nothing")]
    [InlineData("{id: b, after: {touch: first, delay: P1D}", "touches[1].after.touch", "\"first\"")]
    [InlineData("{id: b, after: {touch: previous}", "touches[1].after.delay", "nothing")]
    [InlineData("{id: b, after: {delay: PT0S}", "touches[1].after.delay", "\"PT0S\"")]
    [InlineData("{id: b, after: {delay: P365D}", "touches[1].after.delay", "P365D, PT8784H after enrolment in all")]
    [InlineData("{id: b, after: P1D", "touches[1].after", "\"P1D\"")]
    [InlineData("{id: b, delay: P1D", "touches[1].delay", "P1D, which is not after the touch before at P1D")]
    [InlineData("{id: b, delay: P2D, at: '18:00', window: {from: '17:00', to: '20:00'}", "touches[1].window", "window beside at")]
    [InlineData("{id: b, delay: P2D, at: '24:00'", "touches[1].at", "\"24:00\"")]
    [InlineData("{id: b, delay: P2D, window: {from: '17:00', to: '17:00'}", "touches[1].window.to", "the same time as from")]
    [InlineData("{id: b, delay: P2D, window: {from: '17:00'}", "touches[1].window.to", "nothing")]
    [InlineData("{id: b, delay: P2D, days: [monday]", "touches[1].days[0]", "\"monday\"")]
    [InlineData("{id: b, delay: P2D, days: [mon, mon]", "touches[1].days[1]", "\"mon\" a second time")]
    [InlineData("{id: b, delay: P2D, days: []", "touches[1].days", "an empty list")]
    [InlineData("{id: b, delay: P2D, if: {touch: b, was: opened}", "touches[1].if.touch", "\"b\"")]
    [InlineData("{id: b, delay: P2D, if: {touch: first}", "touches[1].if.was", "nothing")]
    [InlineData("{id: b, delay: P2D, if: {touch: first, was: unopened}", "touches[1].if.was", "\"unopened\"")]
    [InlineData("{id: b, delay: P2D, if: {touch: first, was: opened, field: country}", "touches[1].if", "the key \"field\"")]
    [InlineData("{id: b, delay: P2D, if: []", "touches[1].if", "an empty list")]
    [InlineData("{id: b, delay: P2D, fallback: {afterSilence: P1D}", "touches[1].fallback", "a fallback with one channel")]
    [InlineData("{id: b, delay: P2D, whenNotAllowed: wait", "touches[1].whenNotAllowed", "\"wait\"")]
    [InlineData("{id: b, delay: P2D, kind: discount", "touches[1].kind", "\"discount\"")]
    public void Read_WrongTouch_NamesTheKeyAndWhatStandsThere(string touch, string path, string found)
    {
        var error = CampaignFile.Read("win.yaml", Head + "  - " + touch + Tail).Errors[0];

        Assert.Equal((path, found), (error.Path, error.Found));
    }

    [Fact]
    public void Read_FirstTouchAfterAnother_IsRefused()
    {
        var error = Assert.Single(CampaignFile.Read("win.yaml", Head.Replace("delay: P1D", "after: {delay: P1D}", StringComparison.Ordinal)).Errors);

        Assert.Equal(("touches[0].after", "after on the first touch"), (error.Path, error.Found));
    }

    [Theory]
    [InlineData("delay: P2D", false)]      // a day later the first may still wait for an answer to its push
    [InlineData("delay: P3D", false)]
    [InlineData("delay: PT73H", true)]
    [InlineData("after: {delay: P1D}", true)]
    public void Read_TouchAfterAFallback_LeavesItItsTime(string when, bool valid)
    {
        var text = Head.Replace("delay: P1D", "delay: P1D\n    fallback: {afterSilence: P2D}", StringComparison.Ordinal) + "  - {id: b, " + when + Tail;

        Assert.Equal(valid, CampaignFile.Read("win.yaml", text).Errors.Count == 0);
    }

    [Theory]
    [InlineData("at: '22:00'", false)]
    [InlineData("at: '08:00'", true)]
    [InlineData("window: {from: '23:00', to: '07:00'}", false)]
    [InlineData("window: {from: '23:00', to: '08:01'}", true)]
    [InlineData("days: [sun]", true)]
    public void Read_QuietHoursThatLeaveATouchNoMinute_AreRefused(string hours, bool valid)
    {
        var errors = CampaignFile.Read("win.yaml", Head + "  - {id: b, delay: P2D, " + hours + Tail + "\nquietHours: {from: '22:00', to: '08:00'}").Errors;

        Assert.Equal(valid ? [] : ["hours that leave touch b none of its own"], errors.Select(error => error.Found));
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Read_ManyFallbacks_AreRefusedBeyondTwelveContacts(int touches, bool valid)
    {
        var text = Head[..Head.IndexOf("  - id: first", StringComparison.Ordinal)] + string.Concat(Enumerable.Range(1, touches).Select(i =>
            $"  - {{id: t{i}, delay: P{i * 2}D, fallback: {{afterSilence: P1D}}, channels: [push, sms], push: {{title: T, body: B}}, sms: {{body: B}}}}\n"));

        Assert.Equal(valid, CampaignFile.Read("win.yaml", text).Errors.Count == 0);
    }
}
