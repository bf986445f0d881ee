using WinBack.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>catalogue</c>: what messages may recommend, best first.</summary>
internal static class CatalogueSection
{
    public static readonly string[] Keys = ["id", "title", "link", "price", "currency", "margin"];

    private static readonly string Allowed = $"a list of 1 to {CatalogueItem.Most} items";

    public static IReadOnlyList<CatalogueItem>? Read(YamlField field)
    {
        if (field.Value is YamlValue.Scalar { IsNothing: false } name)
        {
            field.Refuse(name.Shown(), $"{Allowed}; the name of a file only where ./winback reads it from beside the campaign and puts its items here");
            return null;
        }

        if (field.Items(1, CatalogueItem.Most, Allowed) is not { } items)
            return null;
        var read = new List<CatalogueItem>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.Section(Keys) is not { } section || One(section) is not { } one)
                continue;
            if (!lines.TryAdd(one.Id, item.Value.Line))
                section.Find("id")!.Refuse($"{YamlValue.Quoted(one.Id)} a second time", $"an id of its own; line {lines[one.Id]} has this one");
            read.Add(one);
        }

        return read;
    }

    private static CatalogueItem? One(Section section)
    {
        var id = section.Require("id", "the item's id")?.Line(100);
        var title = section.Require("title", "what the item is called")?.Label(100);
        var price = section.Find("price")?.Number(0, 1_000_000_000) is { } number ? (decimal?)(decimal)number : null;
        var currency = section.Find("currency")?.Line(3);
        if (currency is not null && !Currencies.IsKnown(currency))
            section.Find("currency")!.Refuse("a currency by its three letters, such as EUR");
        if (section.Find("price") is null != section.Find("currency") is null)
            section.Refuse(section.Find("price") is null ? "a currency without a price" : "a price without a currency", "both or neither");
        var margin = section.Find("margin")?.Number(0, 1_000_000_000) is { } earned ? (decimal?)(decimal)earned : null;
        if (section.Find("margin") is not null && section.Find("price") is null)
            section.Refuse("a margin without a price", "price and currency as well");
        return id is null || title is null ? null : new(id, title, section.Find("link")?.Then(Link), price, currency) { Margin = margin };
    }

    private static string? Link(YamlField field)
    {
        if (field.Scalar(LinkTarget.PlainAllowed)?.Text.Trim() is not { } link)
            return null;
        if (!link.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || LinkTarget.WhyNot(link) is not null || link.Contains('{', StringComparison.Ordinal))
            field.Refuse(LinkTarget.PlainAllowed);
        return link;
    }
}
