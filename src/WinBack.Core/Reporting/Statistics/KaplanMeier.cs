namespace WinBack.Core.Reporting.Statistics;

/// <summary>How many had come back by each day, with those whose time is not over counted as far as they were seen.</summary>
internal static class KaplanMeier
{
    /// <summary>
    /// The product-limit estimate <c>S(t) = Π(1 − dᵢ/nᵢ)</c>, turned around to <c>1 − S</c>, with Greenwood's variance and the log-log band
    /// <c>S^exp(±z·√(Σ dᵢ/(nᵢ(nᵢ − dᵢ)))/ln S)</c>, which stays within 0 to 1. Sources: E. L. Kaplan, P. Meier, J. Am. Stat. Assoc. 53 (1958) 457–481;
    /// J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time Data (1980), section 1.3.
    /// </summary>
    /// <param name="days">What happened on which day, in ascending order, each day once. Empty gives an empty curve.</param>
    /// <param name="level">Confidence of the band at each single day, between 0 and 1; not of the whole curve at once.</param>
    /// <returns>
    /// A point for each day that had any at risk. While nobody has come back, and once everybody has, the formula has no width; then the
    /// band is Wilson's for none of those at risk, and goes from where it began the day before to 1.
    /// </returns>
    /// <exception cref="ArgumentException">Days do not ascend, or a count is negative.</exception>
    internal static IReadOnlyList<ReturnCurvePoint> Curve(IReadOnlyList<DayOfReturns> days, double level = Confidence.Usual)
    {
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i].Returned < 0 || days[i].Censored < 0 || (i > 0 && days[i].Day <= days[i - 1].Day))
                throw new ArgumentException($"Day {days[i].Day} has a negative count or does not come after the one before it.", nameof(days));
        }

        var (atRisk, away, greenwood) = (days.Sum(day => day.Returned + day.Censored), 1.0, 0.0);
        List<ReturnCurvePoint> curve = [];
        foreach (var day in days)
        {
            if (atRisk == 0)
                break;
            away = day.Returned == atRisk ? 0 : away * (1 - ((double)day.Returned / atRisk));
            greenwood += day.Returned == atRisk ? 0 : (double)day.Returned / atRisk / (atRisk - day.Returned);
            curve.Add(new(day.Day, atRisk, day.Returned, new(1 - away, Band(away, greenwood, atRisk, level, curve))));
            atRisk -= day.Returned + day.Censored;
        }

        return curve;
    }

    private static Interval Band(double away, double greenwood, long atRisk, double level, List<ReturnCurvePoint> before)
    {
        if (away == 1)
            return new Proportion(0, atRisk).Wilson(level);
        if (away == 0)
            return new(before is [.., { Returned.Value: > 0 } last] ? last.Returned.Interval.Low : new Proportion(atRisk, atRisk).Wilson(level).Low, 1);
        var theta = Confidence.Z(level) * Math.Sqrt(greenwood) / -Math.Log(away);
        return new(1 - Math.Pow(away, Math.Exp(-theta)), 1 - Math.Pow(away, Math.Exp(theta)));
    }
}
