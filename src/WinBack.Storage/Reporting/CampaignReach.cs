namespace WinBack.Storage.Reporting;

/// <summary>Whom a campaign would take in now, and who is in it.</summary>
/// <param name="Looked">Users looked at.</param>
/// <param name="Share">Share of all users that they are, 0 to 1; below 1 the other numbers are projected from it.</param>
/// <param name="Enter">How many would enter at once, ceilings aside.</param>
/// <param name="EnteredBefore">How many would enter by the version that stands; null when there is none in use.</param>
/// <param name="InFlight">Enrolments whose sequence runs, by version.</param>
public sealed record CampaignReach(long Looked, double Share, long Enter, long? EnteredBefore, IReadOnlyDictionary<int, long> InFlight);
