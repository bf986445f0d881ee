using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Core.Tests.Sending.ATouch;

namespace WinBack.Core.Tests.Sending;

public sealed class IngestRuleTests
{
    private static readonly IngestLag Behind = IngestLag.Of(Noon.AddSeconds(-61), TimeSpan.FromSeconds(60), Noon);

    [Theory]
    [InlineData(null, false)]
    [InlineData(60, false)]   // exactly the limit is no more than it
    [InlineData(61, true)]
    public void Of_TheOldestEvent_IsBehindBeyondTheLimit(int? seconds, bool behind) =>
        Assert.Equal(behind, IngestLag.Of(Noon.AddSeconds(-seconds ?? 0) is var at && seconds is null ? null : at, TimeSpan.FromSeconds(60), Noon).IsBehind);

    [Theory]
    [InlineData(Arm.Treatment)]
    [InlineData(Arm.Holdout)]   // or the arms would differ by when they are touched
    public void Judge_EventsBehind_HoldsBothArmsAlikeForAsLongAsAPause(Arm arm)
    {
        var user = Enrolled().WithOpen(open => open with { Arm = arm });
        foreach (var waits in new[] { 0, 3 })
        {
            var held = Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question() with { Ingest = Behind, Waits = waits }, user, Noon));

            Assert.Equal(Noon + SequencePlan.Patience(waits), held.Until);
            Assert.Equal("!ingest", held.Said().Last());
            Assert.Contains("2026-11-24 11:58:59Z", held.Findings[^1].Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Judge_LagUnknown_Holds() => Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question() with { Ingest = IngestLag.Unknown }, Enrolled(), Noon));

    [Fact]
    public void Judge_EventsUpToDate_SaysSoAndSends()
    {
        var question = Question() with { Ingest = IngestLag.Of(null, TimeSpan.FromSeconds(60), Noon) };

        Assert.Equal("ingest", Assert.IsType<Verdict.Send>(TouchJudge.Judge(question, Enrolled(), Noon)).Said().Last());
    }

    [Fact]
    public void Judge_EventsBehindUntilTheTouchExpires_NeverSkipsByItself()
    {
        var expires = Plan.Touches[0].Expires.After(Noon, NodaTime.DateTimeZone.Utc);

        var held = Assert.IsType<Verdict.Hold>(TouchJudge.Judge(Question() with { Ingest = Behind }, Enrolled(), expires.AddMinutes(-1)));

        Assert.Equal(expires, held.Until);
    }

    [Fact]
    public void Judge_EventsBehindAndNoWaitLeft_PassesTheTouchSoThatTheSequenceGoesOn() =>
        Assert.IsType<Verdict.Skip>(TouchJudge.Judge(Question() with { Ingest = Behind, IsLastWait = true }, Enrolled(), Noon));

    [Fact]
    public void BeginSending_EventsBehindSinceTheClaim_ReleasesTheClaimAndHolds()
    {
        var change = Change(Enrolled());
        AttemptProtocol.Claim(change, Question(), Channel.Push);
        var last = Question() with { Ingest = Behind };

        var begun = AttemptProtocol.BeginSending(change, last, Reach.Addresses(change.User.Profile, Channel.Push));

        Assert.Equal(Beginning.Released, begun);
        Assert.Empty(change.User.Contacts);
        Assert.Equal((null, Noon + SequencePlan.Patience(0)), (change.User.Open[0].Attempt, change.User.Open[0].HeldUntil));
        Assert.Equal("ingest", Assert.Single(change.Ledger).Findings[^1].Rule);
    }
}
