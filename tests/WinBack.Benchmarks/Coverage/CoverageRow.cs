using WinBack.Core.Reporting.Statistics;

namespace WinBack.Benchmarks.Coverage;

/// <summary>How the reports of one campaign, or of all, did over the runs.</summary>
/// <param name="Name">Campaign id.</param>
/// <param name="Reports">Reports that had enough people to count.</param>
/// <param name="HeldOut">Mean of the people held out in a report.</param>
/// <param name="Truth">Effect in the population that the runs' people are drawn from; null for all campaigns together.</param>
/// <param name="Covered">Reports whose interval contains <paramref name="Truth"/>.</param>
/// <param name="CoveredOwn">Reports whose interval contains the effect among their own people.</param>
/// <param name="MeanError">Mean of measured less true.</param>
/// <param name="ErrorOfMean">Standard error of that.</param>
/// <param name="Claims">Reports whose interval for one look leaves out zero.</param>
/// <param name="Looked">Reports with an interval that holds at every look.</param>
/// <param name="ClaimsAtAnyLook">Those of them in which that interval leaves out zero, at one look or more.</param>
/// <param name="Unbalanced">Reports that call the arms unbalanced.</param>
internal sealed record CoverageRow(
    string Name, int Reports, double HeldOut, double? Truth, int Covered, int CoveredOwn, double MeanError, double ErrorOfMean, int Claims, int Looked, int ClaimsAtAnyLook, int Unbalanced)
{
    /// <summary>Whether coverage is as it should be: of all reports the share itself, of one campaign's the interval of the share, since that has fewer.</summary>
    public bool CoversAsItShould => Reports > 0 && (Truth is null ? (double)Covered / Reports is >= Least and <= Most : new Proportion(Covered, Reports).Wilson() is { High: >= Least, Low: <= Most });

    /// <summary>Whether no more reports of campaigns without effect claim one than may; for runs without effect.</summary>
    public bool ClaimsAsSeldomAsItShould => MayBe(Claims, Reports) && MayBe(ClaimsAtAnyLook, Looked);

    private static bool MayBe(int claims, int of) => of == 0 || new Proportion(claims, of).Wilson().Low <= MostClaims;

    private const double Least = 0.90;
    private const double Most = 0.98;
    private const double MostClaims = 0.05;
}
