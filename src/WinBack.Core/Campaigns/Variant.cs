namespace WinBack.Core.Campaigns;

/// <summary>One of several ways in which a campaign speaks.</summary>
/// <param name="Id">1 to 20 characters <c>[a-z0-9-]</c>, unique in the campaign.</param>
/// <param name="Weight">0 to 1,000: its part of those who are drawn, against the sum of all. 0 draws nobody; whoever had it before keeps it.</param>
public sealed record Variant(string Id, int Weight);
