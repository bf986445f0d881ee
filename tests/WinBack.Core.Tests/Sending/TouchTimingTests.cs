using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Tests.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>When a touch goes out, once it is due: its own hours, the campaign's quiet hours and a country's.</summary>
public sealed class TouchTimingTests
{
    private static readonly FrequencyCap[] OneADay = [new(null, 1, TimeSpan.FromDays(1))];

    [Fact]
    public void Mautic539And5318And7327_LocalHour_IsEachPersonsOwn()
    {
        var campaign = At("18:00");

        Assert.Equal(Noon.AddHours(6), AUser.Reachable().In(campaign).Open[0].Touches[0].At);
        Assert.Equal(Noon.AddHours(5), AUser.Reachable().In("Europe/Berlin").In(campaign).Open[0].Touches[0].At);
        Assert.Equal(Noon.AddHours(11), AUser.Reachable().In("America/New_York").In(campaign).Open[0].Touches[0].At);
    }

    [Fact]
    public void Listmonk3117_NeverOnWeekends_IsHeldToMonday()
    {
        var campaign = At("", "mon tue wed thu fri");
        var saturday = Noon.AddDays(4);

        Assert.Equal(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero), AUser.Reachable().In(campaign, saturday).Open[0].Touches[0].At);
    }

    [Fact]
    public void Judge_PutOffBeyondItsHour_WaitsForTheNextOne()
    {
        var campaign = At("18:00");
        var user = AUser.Reachable().In(campaign);

        Assert.IsType<Verdict.Send>(ATouch.Judge(user, campaign, Noon.AddHours(6.9)));
        var hold = Assert.IsType<Verdict.Hold>(ATouch.Judge(user, campaign, Noon.AddHours(7)));
        Assert.Equal(Noon.AddHours(30), hold.Until);
        Assert.Equal(new("hours", Passed: false, "only 18:00, Etc/UTC (profile); until 2026-11-25 18:00:00Z"), hold.Findings[^1]);
    }

    [Fact]
    public void Judge_CapFreesUpOutsideItsHours_IsHeldIntoThemAtOnce()
    {
        var campaign = At("12:00-13:00") with { Caps = OneADay };
        var user = AUser.Reachable().In(campaign).Contacted(Channel.Email, Noon.AddHours(-2));   // free at 10:00 tomorrow

        Assert.Equal(Noon.AddDays(1), Assert.IsType<Verdict.Hold>(ATouch.Judge(user, campaign)).Until);
    }

    [Fact]
    public void Judge_HoursWithinTheNight_AreSkippedAndSaySo()
    {
        var campaign = At("23:00") with { QuietHours = new(new(22, 0), new(8, 0), TimeSpan.Zero) };

        var skip = Assert.IsType<Verdict.Skip>(ATouch.Judge(AUser.Reachable().In(campaign), campaign, Noon.AddHours(11)));
        Assert.EndsWith("no hour is ever allowed", skip.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cap")]
    [InlineData("quiet-hours")]
    public void Judge_NotAllowedAndSkip_PassesInsteadOfWaiting(string rule)
    {
        var strict = rule == "cap" ? Plan with { Caps = OneADay } : Plan with { QuietHours = new(new(11, 0), new(13, 0), TimeSpan.Zero) };
        var campaign = strict with { Touches = [strict.Touches[0] with { WhenNotAllowed = WhenNotAllowed.Skip }] };
        var user = AUser.Reachable().In(campaign).Contacted(Channel.Email, Noon.AddHours(-2));

        Assert.IsType<Verdict.Hold>(ATouch.Judge(user, strict));
        var skip = Assert.IsType<Verdict.Skip>(ATouch.Judge(user, campaign));
        Assert.Equal("!" + rule, skip.Said().Last());
        Assert.EndsWith("the touch does not wait", skip.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_PausedAndSkip_WaitsAllTheSame()
    {
        var campaign = Plan with { Touches = [Plan.Touches[0] with { WhenNotAllowed = WhenNotAllowed.Skip }] };

        Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question(campaign) with { Status = CampaignStatus.Paused }, Enrolled(campaign), Noon));
    }

    [Fact]
    public void Advance_NextCountsFromThisOne_IsPlannedFromTheHandOver()
    {
        var campaign = Plan with { Touches = [Plan.Touches[0], ACampaign.Touch("t2", Threshold.Days(3)) with { IsAfterPrevious = true }] };
        var late = Noon.AddDays(2);
        var change = Change(Enrolled(campaign), late);
        AttemptProtocol.Claim(change, Question(campaign), Channel.Push);
        change = Change(change.User, late.AddSeconds(5));
        AttemptProtocol.BeginSending(change, Question(campaign), ["token-1"]);
        var begun = change.User.Open[0];
        change = Change(change.User, late.AddSeconds(9));
        AttemptProtocol.RecordAnswer(change, Question(campaign), begun, new SendResult.Accepted("p"), []);

        Assert.Equal((1, late.AddSeconds(5).AddDays(3)), (change.User.Open[0].Touch, change.User.Open[0].Touches[1].At));
        Assert.Equal(begun.WindowEnds, change.User.Open[0].WindowEnds);
    }

    [Theory]
    [InlineData("US", "+4915112345678", 13, true)]        // 21:00 or later, and before 8:00, are closed
    [InlineData(null, "+12125550123", 13, true)]          // by the number, where no country is known
    [InlineData(null, "+12125550123", 14, false)]         // 08:00 in the person's zone, where the number is at home or not
    [InlineData("DE", "+12125550123", 13, false)]         // moved to where no hours are known
    [InlineData("US", "+12125550123", 26, true)]          // 20:00 … 21:00 is the last hour
    [InlineData("US", "+12125550123", 25, false)]
    public void Judge_TextMessage_KeepsTheHoursOfTheCountry(string? country, string phone, int hourUtc, bool held)
    {
        var campaign = Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Sms) with { Expires = Threshold.Days(9) }] };
        var user = AUser.Reachable().In("America/Chicago");   // UTC-6
        user = (user with { Profile = user.Profile with { Phone = new(phone, Noon), Country = country is null ? null : new(country, Noon) } }).In(campaign, Noon);
        var now = Noon.AddHours(hourUtc - 12 + (hourUtc == 26 ? 1 : 0));

        Assert.Equal(held, ATouch.Judge(user, campaign, now) is Verdict.Hold);
    }

    [Fact]
    public void Judge_SundayInFrance_HoldsTextsToMondayAndNothingElse()
    {
        var campaign = Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Sms), ACampaign.Touch("t2", Threshold.Days(1), Channel.Email)] };
        var sunday = Noon.AddDays(5);
        var user = AUser.Reachable().In("Europe/Paris");
        user = (user with { Profile = user.Profile with { Country = new("FR", Noon) } }).In(campaign, sunday);

        var hold = Assert.IsType<Verdict.Hold>(ATouch.Judge(user, campaign, sunday));
        Assert.Equal((new DateTimeOffset(2026, 11, 30, 7, 0, 0, TimeSpan.Zero), "!sms-hours"), (hold.Until, hold.Said().Last()));
        Assert.IsType<Verdict.Send>(ATouch.Judge(user.WithOpen(open => open with { Touch = 1 }), campaign, sunday.AddDays(1)));
    }

    [Fact]
    public void Judge_HoursOfSettings_TakeThePlaceOfThoseKnown()
    {
        var campaign = Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Sms)] };
        var user = AUser.Reachable();
        user = (user with { Profile = user.Profile with { Country = new("FR", Noon) } }).In(campaign);
        var question = Question(campaign) with { SmsHours = SmsHours.With(new Dictionary<string, string> { ["fr"] = "14:00-20:00" }) };

        Assert.Equal(Noon.AddHours(2), Assert.IsType<Verdict.Hold>(TouchJudge.Judge(question, user, Noon)).Until);
        Assert.IsType<Verdict.Send>(TouchJudge.Judge(question with { SmsHours = SmsHours.With(new Dictionary<string, string> { ["FR"] = "any" }) }, user, Noon.AddHours(11)));
    }

    [Theory]
    [InlineData("US", "8-21")]
    [InlineData("US", "08:00-08:00")]
    [InlineData("US", "sat-mon 08:00-21:00")]
    [InlineData("US", "mon tue 08:00-21:00")]
    [InlineData("US", "")]
    [InlineData("US", "no-holidays")]
    [InlineData("US", "no-holidays 08:00-21:00")]
    [InlineData("VA", "08:00-21:00 no-holidays")]     // whose holidays nobody knows here
    [InlineData("USA", "08:00-21:00")]
    [InlineData("1", "08:00-21:00")]
    public void SmsHours_OfAnotherForm_AreRefusedAtStart(string country, string text)
    {
        Assert.False(SmsHours.TryParse(country, text, out _));
        var options = new SendingOptions { SmsHours = { [country] = text } };
        Assert.Contains(country, Assert.Single(options.Validate(new(options))).ErrorMessage!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-07-13", true)]      // a Monday
    [InlineData("2026-07-14", false)]     // national day, a Tuesday
    [InlineData("2027-03-29", false)]     // Easter Monday, which moves
    [InlineData("2026-07-12", false)]     // a Sunday
    public void Judge_TextMessageToFranceOnAPublicHoliday_WaitsForTheNextDay(string day, bool sends)
    {
        var now = DateTimeOffset.Parse(day + "T10:00:00Z", CultureInfo.InvariantCulture);
        var campaign = Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Sms) with { Expires = Threshold.Days(9) }] };
        var user = AUser.Reachable();
        user = (user with { Profile = user.Profile with { Country = new("FR", AUser.Before), TimeZone = new("Europe/Paris", AUser.Before) } }).In(campaign, now);

        var verdict = TouchJudge.Judge(Question(campaign), user, now);
        Assert.Equal(sends, verdict is Verdict.Send);
        Assert.True(sends || verdict is Verdict.Hold { Until: var until } && until > now.AddHours(12));
    }

    [Theory]
    [InlineData("Europe/Berlin", "US", "Europe/Berlin (profile)")]
    [InlineData(null, "AT", "Europe/Vienna (country)")]
    [InlineData(null, "US", "UTC (project)")]         // of several zones none is taken for the person's
    [InlineData("Mars/Base", "AT", "Europe/Vienna (country)")]
    [InlineData(null, null, "UTC (project)")]
    public void Judge_ZoneOfThePerson_IsNamedWithWhereItIsFrom(string? zone, string? country, string said)
    {
        var user = AUser.Reachable();
        user = user with { Profile = user.Profile with { TimeZone = zone is null ? null : new(zone, Noon), Country = country is null ? null : new(country, Noon) } };

        Assert.Contains(new Finding("quiet-hours", Passed: true, said), ATouch.Judge(user.In(Plan)).Findings);
    }

    private static Campaign At(string time, string days = "") => Plan with { Touches = [Plan.Touches[0] with { Hours = LocalHoursTests.Hours(time, days) }] };
}
