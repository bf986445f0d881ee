using NodaTime;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Tests.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

public sealed class WindowCloseTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;           // enrolled
    private static readonly DateTimeOffset Ends = Noon.AddDays(17);     // last touch on day 3, window of 14

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Decide_AroundTheEnd_ClosesFromItOn(int ticks, bool closes)
    {
        var (closed, change) = Close(ATouch.Enrolled(), Ends.AddTicks(ticks));

        Assert.Equal(closes, closed);
        Assert.Equal(closes, change.IsChanged);
        Assert.Equal(closes ? 0 : 1, change.User.Open.Count);
    }

    [Fact]
    public void Decide_Returned_WritesOneOutcomeInRecordAndFact()
    {
        var outcome = new Outcome(Noon.AddDays(1), Noon.AddDays(2), 42);
        var user = ATouch.Enrolled().WithOpen(open => open with
        {
            Status = EnrolmentStatus.Returned,
            ReturnedAt = outcome.ReturnedAt,
            ConvertedAt = outcome.ConvertedAt,
            Revenue = 42,
        });

        var change = Close(user, Ends.AddHours(1)).Change;

        var record = Assert.Single(change.Enrolments);
        Assert.Equal((EnrolmentStatus.Returned, outcome), (record.Status, record.Outcome));
        var fact = Assert.IsType<Effect.AppendFact>(Assert.Single(change.Effects)).Fact;
        Assert.Equal((FactKind.Outcome, Ends, (DateTimeOffset?)Noon, outcome), (fact.Kind, fact.At, fact.EnrolledAt, fact.Outcome));
        Assert.Equal((EnrolmentStatus.Returned, 1.0), (fact.Status!.Value, fact.Probability!.Value));
        Assert.Equal(new Episode(1, Noon, Ends) { Entries = 1 }, change.User.Episodes["replenish"]);
    }

    [Fact]
    public void Decide_StillRunning_IsCompletedAndItsSequenceWoken()
    {
        var change = Close(ATouch.Enrolled(), Ends).Change;

        Assert.Equal(EnrolmentStatus.Completed, change.Enrolments[0].Status);
        Assert.Contains(new Effect.WakeSequence("replenish.1.k7f2m9k7f2m9k7f2", Signal.Cancelled), change.Effects);
    }

    [Fact]
    public void Decide_ClosedOrVoidAlready_ChangesNothing()
    {
        var closed = Close(ATouch.Enrolled(), Ends).Change.User;

        Assert.False(Close(closed, Ends, of: ATouch.Enrolled()).Change.IsChanged);
    }

    [Fact]
    public void Decide_ActivitySinceEnrolment_FilesTheNextLapse()
    {
        var active = ATouch.Change(ATouch.Enrolled());
        EventApplication.Apply(active, Given.Purchase(Noon.AddDays(10)));

        var change = Close(active.User, Ends).Change;
        Assert.Equal(Noon.AddDays(40), change.User.NextCheck);
        Assert.Equal(Noon.AddDays(40), Assert.Single(change.Filings).At);
    }

    [Fact]
    public void Decide_EarlierCheckIsFiled_LeavesIt()
    {
        var active = ATouch.Change(ATouch.Enrolled() with { NextCheck = Noon.AddDays(20) });
        EventApplication.Apply(active, Given.Purchase(Noon.AddDays(10)));

        Assert.Empty(Close(active.User, Ends).Change.Filings);
    }

    [Fact]
    public void Decide_NothingDoneSince_FilesNothing() => Assert.Empty(Close(ATouch.Enrolled(), Ends).Change.Filings);

    [Fact]
    public void Decide_JudgedByANewerSet_LeavesItToTheBackfill() =>
        Assert.Equal(1, Close(ATouch.Enrolled() with { JudgedBy = 5 }, Ends).Change.User.JudgedBy);

    [Fact]
    public void Decide_AttemptLeftBehind_IsSettled()
    {
        var claim = ATouch.Change(ATouch.Enrolled());
        AttemptProtocol.Claim(claim, ATouch.Question(), Channel.Push);
        var released = Close(claim.User, Ends).Change;
        AttemptProtocol.BeginSending(claim, ATouch.Question(), ["token-1"]);
        var unknown = Close(claim.User, Ends).Change;

        Assert.Equal((0, AttemptState.Released), (released.User.Contacts.Count, released.Ledger[0].State));
        Assert.Equal((1, AttemptState.Unknown), (unknown.User.Contacts.Count, unknown.Ledger[0].State));
        Assert.Empty(released.User.Open);
        Assert.Empty(unknown.User.Open);
    }

    private static (bool Closed, PersonChange Change) Close(User user, DateTimeOffset now, User? of = null)
    {
        var open = (of ?? user).Open[0];
        var change = ATouch.Change(user, now);
        var filing = new DueFiling(DueKind.Close, open.WindowEnds, user.Id, open.Campaign, open.Episode, null);
        return (WindowClose.Decide(change, filing, ACampaign.Set(ATouch.Plan), DateTimeZone.Utc), change);
    }
}
