namespace WinBack.Core.Campaigns;

/// <summary>Something a message may recommend; published with the campaign, so a version always shows what it showed.</summary>
/// <param name="Id">1 to 100 characters; what an attribute names it by.</param>
/// <param name="Title">One line.</param>
/// <param name="Link">Where it is to be had; https. Null for nowhere.</param>
/// <param name="Price">Null when the catalogue gives none.</param>
/// <param name="Currency">ISO 4217 code of <paramref name="Price"/>.</param>
public sealed record CatalogueItem(string Id, string Title, string? Link = null, decimal? Price = null, string? Currency = null)
{
    /// <summary>What is earned by selling one, in <see cref="Currency"/>; null when the catalogue does not say. Never shown.</summary>
    public decimal? Margin { get; init; }

    /// <summary>Most items of a catalogue.</summary>
    public const int Most = 200;

    /// <summary>Most items that one message recommends.</summary>
    public const int MostShown = 10;
}
