using System.Text.Json;
using System.Text.Json.Nodes;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Makes of news of an item the event that tells one person of it.</summary>
public static class ItemNews
{
    /// <summary>Whether any campaign waits for it, whoever it concerns.</summary>
    public static bool IsWanted(ItemChange change, CampaignSet campaigns)
    {
        var news = Stored(Event(change, userId: "", looks: null));
        return campaigns.ActiveTriggeredBy(change.Type).Any(campaign => TriggerMatch.MeetsConditions(campaign.On!, news));
    }

    /// <summary>The event for a person; null when it is no news to them, or no active campaign waits for it. The same news of the same item is the same event.</summary>
    /// <param name="change">The news, as it is to be told now (<see cref="ItemChange.ToldOf"/>).</param>
    /// <param name="user">The person, whose row says what they looked at.</param>
    /// <param name="campaigns">Of now.</param>
    public static IncomingEvent? For(ItemChange change, User user, CampaignSet campaigns)
    {
        if (user.MergedInto is not null || user.Erasing is not null || Interests.Find(user, change.Item) is not { } interest)
            return null;
        if (interest.Looks.Count == 0 || interest.Looks.Values.Any(look => HasSeen(change, look)))
            return null;
        var told = Event(change, user.Id, interest.Looks);
        var stored = Stored(told);
        return campaigns.ActiveTriggeredBy(change.Type).Any(campaign => TriggerMatch.Holds(campaign.On!, stored)) ? told : null;
    }

    // Whatever they did with it: who saw it since, or at this price or a lower one, is not told.
    private static bool HasSeen(ItemChange change, DateTimeOffset look) => look > change.At
        || (change.Type == ItemEvent.PriceDrop && change.PriceAt(look) is { } seen && seen.Currency == change.Price!.Currency && seen.Amount <= change.Price.Amount);

    private static IncomingEvent Event(ItemChange change, string userId, IReadOnlyDictionary<string, DateTimeOffset>? looks)
    {
        var properties = new JsonObject { [ItemEvent.Item] = change.Item };
        if (change.Name is { } name)
            properties[ItemEvent.Name] = name;
        if (change.Url is { } url)
            properties[ItemEvent.Url] = url;
        if (change.Price is { } price)
            (properties[ItemEvent.Price], properties[ItemEvent.Currency]) = (price.Amount, price.Currency);
        if (change.Type == ItemEvent.PriceDrop)
            (properties[ItemEvent.PriceBefore], properties[ItemEvent.Percent]) = (change.Before!.Amount, change.Percent);
        if (looks is not null)
            properties[ItemEvent.Looks] = new JsonObject(looks.Select(look => KeyValuePair.Create(look.Key, (JsonNode?)look.Value)));
        return new()
        {
            Id = $"{change.Type}:{change.Item}:{change.At.UtcDateTime:O}",
            UserId = userId,
            Type = change.Type,
            At = change.At,
            Properties = JsonSerializer.SerializeToElement(properties),
        };
    }

    private static StoredEvent Stored(IncomingEvent told) => new() { Id = told.Id, Type = told.Type, At = told.At, ReceivedAt = told.At, Properties = told.Properties };
}
