using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>Made-up news of an item: a price has to be a number to be shown as one.</summary>
internal static class SampleNews
{
    /// <summary>A property of it by name; one that such news never has says its own name.</summary>
    public static FieldValue Of(string property) => property switch
    {
        ItemEvent.Item => FieldValue.Of("sample-item"),
        ItemEvent.Name => FieldValue.Of("A grinder for one cup"),
        ItemEvent.Url => FieldValue.Of("https://shop.example/p/sample-item"),
        ItemEvent.Price => FieldValue.Of(79.90m),
        ItemEvent.PriceBefore => FieldValue.Of(99.90m),
        ItemEvent.Percent => FieldValue.Of(20.02m),
        ItemEvent.Currency => FieldValue.Of("EUR"),
        _ => FieldValue.Of(property),
    };
}
