using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Sequences;

namespace WinBack.Core.Reporting;

/// <summary>
/// The built-in A/A test: over enrolments and outcomes that are settled, the arms are drawn again under other salts. Whom such a draw calls
/// held out was treated by chance like everybody else, so the true difference is zero and the intervals must contain it as often as they promise.
/// </summary>
public static class ArmRedraw
{
    /// <summary>Draws the arms again and again.</summary>
    /// <param name="campaign">Campaign id; the salts are <c>id-aa-1</c>, <c>id-aa-2</c> and so on.</param>
    /// <param name="share">Fraction held out, 0 to 1.</param>
    /// <param name="outcomes">One per user of the primary population.</param>
    /// <param name="salts">How many draws; at least 1.</param>
    public static RedrawnArms Run(string campaign, double share, IReadOnlyCollection<(string UserId, bool Returned)> outcomes, int salts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(salts, 1);
        var (drawn, covering) = (0, 0);
        for (var salt = 1; salt <= salts; salt++)
        {
            if (Difference(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{campaign}-aa-{salt}"), share, outcomes) is not { } lift)
                continue;
            drawn++;
            covering += lift.Interval.Contains(0) ? 1 : 0;
        }

        return new(campaign, outcomes.Count, drawn, covering);
    }

    private static Estimate? Difference(string salt, double share, IReadOnlyCollection<(string UserId, bool Returned)> outcomes)
    {
        Span<long> count = [0, 0], returned = [0, 0];
        foreach (var (user, came) in outcomes)
        {
            var arm = ArmAssignment.IsHeldOut(salt, user, share) ? 1 : 0;
            count[arm]++;
            returned[arm] += came ? 1 : 0;
        }

        return Newcombe.Difference(new(returned[0], count[0]), new(returned[1], count[1]));
    }
}

/// <summary>What drawing the arms again gave.</summary>
/// <param name="Campaign">Campaign id.</param>
/// <param name="Users">Users drawn.</param>
/// <param name="Draws">Draws in which neither arm was empty.</param>
/// <param name="Covering">Draws whose 95 % interval of the difference in return rates contains zero.</param>
public sealed record RedrawnArms(string Campaign, int Users, int Draws, int Covering)
{
    /// <summary>Share of the intervals that contain zero, 0 to 1; near 0.95 when the intervals are right. Not a number without a draw.</summary>
    public double Coverage => (double)Covering / Draws;
}
