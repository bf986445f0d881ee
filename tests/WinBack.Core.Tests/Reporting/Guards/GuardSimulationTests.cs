using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Guards;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Guards;

/// <summary>Harm that is looked at again and again, against a known truth.</summary>
public sealed class GuardSimulationTests
{
    private const int Campaigns = 200;
    private const int Looks = 60;
    private const int PersonsALook = 100;
    private const double HeldOut = 0.2;

    [Fact]
    public void Harm_OfACampaignThatDoesNone_NeverTripsTheBoundUnlessSaid() => Assert.Equal(0, Tripped(treated: 0.03, held: 0.03, new GuardRules().Harm!.Value));

    // At the border a level of 95 % lets a fortieth trip at some look of all there will ever be: 5 of 200. Twice as many would be chance once in 70 times.
    [Theory]
    [InlineData(0.03, 0)]
    [InlineData(0.06, 0.03)]        // exactly as much as may be
    public void Harm_ExactlyAtTheBound_SeldomTripsAtAnyLook(double treated, double bound) => Assert.InRange(Tripped(treated, held: 0.03, bound), 0, 10);

    [Fact]
    public void Harm_WellBeyondTheBound_Trips() => Assert.Equal(Campaigns, Tripped(treated: 0.2, held: 0.03, 0.05));

    private static int Tripped(double treated, double held, double bound)
    {
        var campaign = Given.Campaign() with { Status = CampaignStatus.Active, Guards = new() { Harm = bound, Failures = null, SampleRatio = false } };
        return Enumerable.Range(0, Campaigns).Count(seed => Trips(new Random(seed), campaign, treated, held));
    }

    private static bool Trips(Random chance, Campaign campaign, double treated, double held)
    {
        (long Drawn, long Harmed) treatment = (0, 0), holdout = (0, 0);
        for (var look = 0; look < Looks; look++)
        {
            for (var person = 0; person < PersonsALook; person++)
            {
                if (chance.NextDouble() < HeldOut)
                    holdout = (holdout.Drawn + 1, holdout.Harmed + (chance.NextDouble() < held ? 1 : 0));
                else
                    treatment = (treatment.Drawn + 1, treatment.Harmed + (chance.NextDouble() < treated ? 1 : 0));
            }

            if (GuardJudge.Judge(campaign, AReport.Evidence(AReport.Of(treatment, holdout, HeldOut))).Any(state => state.IsTripped))
                return true;
        }

        return false;
    }
}
