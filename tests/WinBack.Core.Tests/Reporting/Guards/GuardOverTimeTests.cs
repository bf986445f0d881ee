using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Guards;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Guards;

/// <summary>What the guards' docs claim of figures that change while the persons or the days stay the same, for which no theorem holds.</summary>
public sealed class GuardOverTimeTests
{
    private const int Treated = 4_500;
    private const int HeldOut = 500;

    private static readonly Campaign Active = Given.Campaign() with { Status = CampaignStatus.Active, PublishedAt = Given.Noon };

    private static readonly CampaignReport Base = AReport.Of((Treated, 0), (HeldOut, 0));

    [Theory]
    [InlineData(0.05)]      // as much as in holdout
    [InlineData(0.10)]      // exactly as much more as may be
    public void Harm_OfPersonsDrawnOnOneDay_DoesNotTripTheBoundUnlessSaid(double treated) => Assert.Equal(0, HarmTrips(100, treated, 0.05, new GuardRules().Harm!.Value));

    // A sequence over persons who come one by one, all their harm known, would let 2.5 % lie above zero: 10 of 400.
    [Fact]
    public void Harm_OfPersonsDrawnOnOneDay_LiesAboveZeroMoreOftenThanAnAlwaysValidIntervalMay() => Assert.InRange(HarmTrips(400, 0.05, 0.05, bound: 0), 15, 45);

    [Fact]
    public void Failures_IndependentOnesAtHalfTheBound_DoNotTripInAYear() => Assert.Equal(0, FailuresTrip(50, 0.5 * new GuardRules().Failures!.Value));

    [Fact]
    public void Failures_IndependentOnesAtTheBound_TripAQuarterInAYear() => Assert.InRange(FailuresTrip(100, new GuardRules().Failures!.Value), 12, 42);

    // The harm comes one by one, in an order by chance; a look after each.
    private static int HarmTrips(int campaigns, double treated, double held, double bound)
    {
        var campaign = Active with { Guards = new() { Harm = bound, Failures = null, SampleRatio = false } };
        return Enumerable.Range(0, campaigns).Count(seed =>
        {
            Random chance = new(seed);
            var harmed = Enumerable.Range(0, Treated + HeldOut).Select(person => person < Treated).Where(isTreated => chance.NextDouble() < (isTreated ? treated : held)).ToArray();
            chance.Shuffle(harmed);
            (long inTreatment, long inHoldout) = (0, 0);
            return harmed.Any(isTreated =>
            {
                (inTreatment, inHoldout) = isTreated ? (inTreatment + 1, inHoldout) : (inTreatment, inHoldout + 1);
                var harm = HarmOfSums.Of(ArmStrata.Of([Cell(Arm.Treatment, Treated, inTreatment), Cell(Arm.Holdout, HeldOut, inHoldout)]));
                return IsTripped(campaign, AReport.Evidence(Base with { Harm = harm }));
            });
        });
    }

    // 20 hand-overs a day, a look every hour.
    private static int FailuresTrip(int campaigns, double rate)
    {
        var campaign = Active with { Guards = new() { Harm = null, SampleRatio = false } };
        return Enumerable.Range(0, campaigns).Count(seed =>
        {
            Random chance = new(seed);
            GuardWatch? watch = null;
            var counts = HandOvers.None;
            return Enumerable.Range(1, 365 * 24).Any(hour =>
            {
                if (hour * 20 / 24 > (hour - 1) * 20 / 24)
                    counts = new(counts.All + 1, counts.Failed + (chance.NextDouble() < rate ? 1 : 0));
                watch = GuardWatch.After(watch, campaign, counts, Given.Noon.AddHours(hour));
                return IsTripped(campaign, AReport.Evidence(Base, watch.Lately(counts)));
            });
        });
    }

    private static bool IsTripped(Campaign campaign, GuardEvidence evidence) => GuardJudge.Judge(campaign, evidence).Any(state => state.IsTripped);

    private static (CellKey Key, ArmCell Cell) Cell(Arm arm, long drawn, long harmed) => (CellKey.Of(arm, 0.1), new() { Drawn = drawn, Harm = new() { Any = harmed } });
}
