namespace WinBack.Core.Campaigns;

/// <summary>Whoever is in flight on certain earlier versions goes on with a later one: a publisher's choice, made once.</summary>
/// <param name="Version">The version they go on with.</param>
/// <param name="From">Versions that are left: those that enter and measure people as it does.</param>
public sealed record InFlightRule(int Version, IReadOnlyList<int> From);
