using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Asks whether news of an item concerns a person: by what the event itself says of their looks, so that history answers as it did then.</summary>
internal static class ItemLooks
{
    /// <summary>Whether one of the looks is of a type and an age that the trigger wants.</summary>
    public static bool Hold(ItemTrigger item, StoredEvent news)
    {
        if (news.Properties is not { ValueKind: JsonValueKind.Object } properties
            || !properties.TryGetProperty(ItemEvent.Looks, out var looks) || looks.ValueKind != JsonValueKind.Object)
            return false;
        var since = news.At - TimeSpan.FromDays(item.WithinDays);
        return item.Of.Any(type => looks.TryGetProperty(type, out var given) && given.ValueKind == JsonValueKind.String
            && given.TryGetDateTimeOffset(out var at) && at >= since && at <= news.At);
    }

    /// <summary>Whether the person has bought the item since it was found that the news concerns them, or shortly before.</summary>
    public static bool IsBought(User user, StoredEvent news) => news.Properties is { ValueKind: JsonValueKind.Object } properties
        && properties.TryGetProperty(ItemEvent.Item, out var item) && item.ValueKind == JsonValueKind.String
        && Interests.Find(user, item.GetString()!)?.BoughtAt + Interests.AfterPurchase > news.At;
}
