using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Audit;

/// <summary>Caps, counted again from what left.</summary>
public sealed class CapsHoldTests
{
    private static readonly Campaign Capped = Given.Campaign("capped") with { Caps = [new(null, 1, TimeSpan.FromDays(7))] };
    private static readonly Campaign Loose = Given.Campaign("loose") with { Caps = [new(null, 2, TimeSpan.FromDays(7))] };
    private static readonly Campaign Free = Given.Campaign("free");

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]   // exactly a span later the slot is free again
    public void Check_SecondContactNearTheEndOfTheSpan_BreaksTheCapUntilExactlyThen(int ticks, int broken) =>
        Assert.Equal(broken, Broken((Free, Given.Noon), (Capped, Given.Noon.AddDays(7).AddTicks(ticks))));

    [Fact]
    public void Check_ContactAfterIt_IsNotHeldAgainstTheCap() =>
        Assert.Equal(0, Broken((Capped, Given.Noon), (Free, Given.Noon.AddHours(1)), (Free, Given.Noon.AddHours(2))));

    [Fact]
    public void Check_AtOneInstant_BreaksOnlyWhatNoOrderKeeps()   // touches held for the night are released together
    {
        Assert.Equal(0, Broken((Free, Given.Noon), (Capped, Given.Noon)));
        Assert.Equal(0, Broken((Loose, Given.Noon), (Capped, Given.Noon)));
        Assert.Equal(1, Broken((Capped, Given.Noon), (Capped with { Id = "capped-too" }, Given.Noon)));
        Assert.Equal(1, Broken((Free, Given.Noon.AddHours(-1)), (Loose, Given.Noon), (Capped, Given.Noon)));
    }

    [Fact]
    public void Check_NeverMeansNever() => Assert.Equal(1, Broken((Capped with { Caps = [new(Channel.Email, 0, TimeSpan.FromDays(1))] }, Given.Noon)));

    [Theory]
    [InlineData(AttemptState.Refused, 0)]    // gives back its slot
    [InlineData(AttemptState.Unknown, 1)]    // keeps it
    public void Check_EarlierAttempt_CountsUnlessItWasRefused(AttemptState state, int broken) =>
        Assert.Equal(broken, Broken(state, (Free, Given.Noon), (Capped, Given.Noon.AddHours(1))));

    private static int Broken(params (Campaign Campaign, DateTimeOffset At)[] sent) => Broken(AttemptState.Accepted, sent);

    private static int Broken(AttemptState firstState, params (Campaign Campaign, DateTimeOffset At)[] sent)
    {
        var user = Given.User();
        var set = Given.Set([.. sent.Select(each => each.Campaign).DistinctBy(campaign => campaign.Id)]);
        List<LedgerEntry> ledger = [];
        List<Departure> departures = [];
        List<Enrolment> enrolments = [];
        foreach (var (campaign, at) in sent)
        {
            var episode = departures.Count + 1;
            enrolments.Add(new()
            {
                Campaign = campaign.Id,
                Version = 1,
                Episode = episode,
                Arm = Arm.Treatment,
                Probability = 1,
                EnrolledAt = at,
                LapsedAt = at,
                WindowEnds = at.AddDays(14),
                Status = EnrolmentStatus.Completed,
            });
            ledger.Add(new()
            {
                Campaign = campaign.Id,
                Episode = episode,
                Touch = "reminder",
                Channel = Channel.Email,
                State = departures.Count == 0 ? firstState : AttemptState.Accepted,
                At = at,
                SendingAt = at,
                Findings = [new("sequence", Passed: true, "")],
            });
            departures.Add(new()
            {
                Id = $"{departures.Count}",
                Attempt = AttemptKey.For(OpenEnrolment.InstanceId(campaign.Id, episode, user.PersonKey), "reminder", Channel.Email),
                UserId = user.Id,
                Channel = Channel.Email,
                Campaign = campaign.Id,
                Touch = "reminder",
                At = at,
            });
        }

        var log = new AuditLog();
        PersonAudit.Check(new(user, [], enrolments, ledger, departures, set), new(set, DateTimeZone.Utc, Given.Noon.AddDays(30)), log);
        Assert.All(log.Violations, violation => Assert.Equal(Promise.CapsHold, violation.Promise));
        return log.Violations.Count;
    }
}
