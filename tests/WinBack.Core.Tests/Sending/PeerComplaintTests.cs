using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

/// <summary>What users of other systems reported of their sending, each by its thread.</summary>
public sealed class PeerComplaintTests
{
    private static readonly QuietHours Nights = new(new(22, 0), new(8, 0), TimeSpan.Zero);

    [Fact]
    public void Mautic10416_CapOfZero_MeansNeverEvenForTheFirst()
    {
        var campaign = Plan with { Caps = [new(null, 0, TimeSpan.FromDays(1))] };

        Assert.IsType<Verdict.Skip>(ATouch.Judge(Enrolled(campaign), campaign));
        Assert.IsType<Verdict.Send>(ATouch.Judge(Enrolled().Contacted(Channel.Push, [.. Enumerable.Range(1, 60).Select(i => Noon.AddMinutes(-i))])));   // no cap: no limit
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Mautic6729And1784_CapCountsTheContactsOfEveryCampaign(int days, bool held)
    {
        var campaign = Plan with { Caps = [new(null, 1, TimeSpan.FromDays(7))], Touches = [ACampaign.Touch("t1", Threshold.Zero) with { Expires = Threshold.Days(30) }] };
        var user = Enrolled(campaign).Contacted(Channel.Email, Noon.AddDays(-days));   // by another campaign

        Assert.Equal(held, ATouch.Judge(user, campaign) is Verdict.Hold);
    }

    [Fact]
    public void CleverTap954_CapOverSeveralDays_HoldsAcrossThem()
    {
        var campaign = Plan with { Caps = [new(null, 3, TimeSpan.FromDays(10))] };
        var user = Enrolled(campaign).Contacted(Channel.Email, Noon.AddDays(-9), Noon.AddDays(-5), Noon.AddDays(-1));

        Assert.Equal(Noon.AddDays(1), Assert.IsType<Verdict.Hold>(ATouch.Judge(user, campaign)).Until);
    }

    [Fact]
    public void CustomerIo393_LastSlot_GoesToTheMoreImportantMessage()
    {
        FrequencyCap[] one = [new(null, 1, TimeSpan.FromDays(1))];
        var (newsletter, lastChance) = (Plan with { Id = "newsletter", Caps = one }, Plan with { Id = "last-chance", Caps = one, Priority = 10 });
        var user = AUser.Reachable().In(newsletter).In(lastChance);

        Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question(newsletter, lastChance), user, Noon));
        Assert.IsType<Verdict.Send>(TouchJudge.Judge(Question(lastChance, newsletter), user, Noon));
    }

    [Theory]
    [InlineData("Asia/Tokyo", 23)]            // 08:00 there
    [InlineData("America/New_York", 13)]
    [InlineData("Asia/Kathmandu", 2.25)]      // a quarter beside the hour
    public void Mautic9769And10170_LocalHour_IsReleasedAtTheRightUtcHour(string zone, double utcHour)
    {
        var campaign = Plan with { QuietHours = Nights };
        var midnight = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        for (var hour = 0.0; hour < 24; hour += 0.25)
        {
            var now = midnight.AddHours(hour);
            if (ATouch.Judge(AUser.Reachable().In(zone).In(campaign, now), campaign, now) is Verdict.Hold hold)
                Assert.Equal(TimeSpan.FromHours(utcHour), hold.Until.UtcDateTime.TimeOfDay);
        }
    }

    [Fact]
    public void Listmonk2374AndMautic5318_EachPerson_IsHeldByTheirOwnNight()
    {
        var campaign = Plan with { QuietHours = Nights };

        Assert.IsType<Verdict.Hold>(ATouch.Judge(AUser.Reachable().In("Asia/Tokyo").In(campaign, Noon.AddHours(2)), campaign, Noon.AddHours(2)));
        Assert.IsType<Verdict.Send>(ATouch.Judge(AUser.Reachable().In("America/New_York").In(campaign, Noon.AddHours(2)), campaign, Noon.AddHours(2)));
    }

    [Fact]
    public void Novu2858And8308_OwnQuietHoursAndPause_HoldEverywhere()
    {
        var wishes = new Preferences(Noon.AddDays(-1), PreferredFrequency.Any, PausedUntil: null);

        Assert.IsType<Verdict.Hold>(ATouch.Judge(Enrolled() with { Preferences = wishes with { QuietHours = new(new(11, 0), new(13, 0)) } }));
        Assert.IsType<Verdict.Skip>(ATouch.Judge(Enrolled() with { Preferences = wishes with { PausedUntil = Noon.AddDays(7) } }));
    }

    [Theory]
    [InlineData(27, true)]     // Friday
    [InlineData(28, false)]
    [InlineData(29, false)]
    public void Listmonk3117_Weekend_IsWaitedFor(int day, bool sends)
    {
        var now = new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero);
        var weekdays = new TouchHours(new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday });
        var campaign = Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero) with { Hours = weekdays, Expires = Threshold.Days(30) }] };

        Assert.Equal(sends, ATouch.Judge(AUser.Reachable().In(campaign, now), campaign, now) is Verdict.Send);
    }

    [Theory]
    [InlineData("STOPALL", SmsKeyword.Stop)]
    [InlineData("Revoke", SmsKeyword.Stop)]
    [InlineData("OPTOUT", SmsKeyword.Stop)]
    [InlineData("opt-out.", SmsKeyword.Stop)]
    [InlineData("Start", SmsKeyword.Start)]
    [InlineData("One stop before yours", null)]
    public void Mautic11333AndRock6399_EveryWordForStopAndStart_IsUnderstoodAndNoneInsideOthers(string text, SmsKeyword? said) =>
        Assert.Equal(said, new SmsKeywords(new()).Find(text));

    [Fact]
    public void Novu4960_NoPushToken_IsSkippedAndExplainedNotFailed()
    {
        var campaign = Plan with { Touches = [ACampaign.Touch("t1", Threshold.Zero, Channel.Push)] };
        var user = AUser.Reachable();
        var change = Change((user with { Profile = user.Profile with { Installations = [] } }).In(campaign));

        Assert.IsType<Verdict.Skip>(AttemptProtocol.Claim(change, Question(campaign), token: null));
        Assert.Equal(AttemptState.Skipped, change.Ledger[0].State);
        Assert.Contains(new Finding("reach", Passed: false, "push: no address, or the channel is not served here"), change.Ledger[0].Findings);
        Assert.Empty(change.Effects);   // no failed hand-over is counted
    }
}
