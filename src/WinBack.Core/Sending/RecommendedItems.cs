using WinBack.Core.Campaigns;

namespace WinBack.Core.Sending;

/// <summary>
/// What a message recommends to one person: the items that their attribute names, in its order, then the first of the catalogue until there are
/// enough. Without a catalogue the names themselves are the items. None comes twice.
/// </summary>
/// <param name="catalogue">Of the campaign.</param>
/// <param name="locale">Of the reader; travels with each item.</param>
/// <param name="wanted">What <c>attributes.recommended</c> holds: ids, with commas or semicolons between them.</param>
internal sealed class RecommendedItems(IReadOnlyList<CatalogueItem> catalogue, ReaderLocale locale, string? wanted)
{
    public string? Wanted => wanted;

    /// <summary>The items as a loop reads them.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="named">Ids, with commas or semicolons between them; null for none.</param>
    public List<Dictionary<string, object?>> Take(int most, string? named)
    {
        var names = (named ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var chosen = catalogue.Count == 0
            ? names.Select(name => new CatalogueItem(name, name))
            : names.Select(name => catalogue.FirstOrDefault(item => item.Id.Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<CatalogueItem>().Concat(catalogue);
        return [.. chosen.DistinctBy(item => item.Id, StringComparer.OrdinalIgnoreCase).Take(most).Select(Fields)];
    }

    private Dictionary<string, object?> Fields(CatalogueItem item) => new(6, StringComparer.Ordinal)
    {
        [TemplateFunctions.LocaleKey] = locale,
        ["id"] = item.Id,
        ["title"] = item.Title,
        ["link"] = item.Link,
        ["price"] = item.Price,
        ["currency"] = item.Currency,
    };
}
