using System.Text.Json;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>One event as the shop posts it.</summary>
internal sealed class ShopPost
{
    private readonly string _id;
    private readonly DateTimeOffset _at;
    private readonly bool _withProfile;
    private readonly Channel? _stop;
    private readonly AttemptReference? _opened;

    private ShopPost(Shopper shopper, string id, DateTimeOffset at, Deed? deed, bool withProfile, Channel? stop, AttemptReference? opened = null) =>
        (Shopper, _id, _at, Deed, _withProfile, _stop, _opened) = (shopper, id, at, deed, withProfile, stop, opened);

    public Shopper Shopper { get; }

    /// <summary>What was done; null where consent is withdrawn or a push was opened.</summary>
    public Deed? Deed { get; }

    /// <summary>A deed; with the first one come profile and consent.</summary>
    public static ShopPost Of(Shopper shopper, string id, Deed deed, bool withProfile) => new(shopper, id, deed.At, deed, withProfile, null);

    /// <summary>Consent withdrawn.</summary>
    public static ShopPost Stop(Shopper shopper, string id, Channel channel, DateTimeOffset at) => new(shopper, "stop-" + id, at, null, false, channel);

    /// <summary>The app was opened by a push.</summary>
    public static ShopPost Opened(Shopper shopper, string id, AttemptReference push, DateTimeOffset at) => new(shopper, "opened-" + id, at, null, false, null, push);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, _id);
        json.WriteString("userId"u8, Shopper.Id);
        json.WriteString("at"u8, _at);
        if (Deed is { } deed)
            WriteDeed(json, deed);
        if (_opened is { } push)
            WriteOpened(json, push);
        if (_withProfile || _stop is not null || Deed is { Type: Deed.Purchase or Deed.Started or Deed.Cancelled })
            WriteProfile(json);
        json.WriteEndObject();
    }

    private void WriteProfile(Utf8JsonWriter json)
    {
        json.WriteStartObject("profile"u8);
        if (_withProfile)
            ShopProfile.Write(json, Shopper);
        if (Deed is { } done)
            WriteAttributes(json, done);
        if (_stop is { } stopped)
            ShopProfile.WriteConsent(json, [stopped], given: false, purpose: null);
        else if (_withProfile)
            ShopProfile.WriteConsent(json, Shopper.Agreed, given: true, purpose: null);
        else if (Deed?.Type == Deed.Started)    // what is about the contract has a purpose of its own
            ShopProfile.WriteConsent(json, Shopper.Agreed.Where(channel => channel != Channel.Webhook), given: true, "account");
        json.WriteEndObject();
    }

    private static void WriteOpened(Utf8JsonWriter json, AttemptReference push)
    {
        json.WriteString("type"u8, PushOpenedReaction.EventType);
        json.WriteStartObject("properties"u8);
        json.WriteString(PushOpenedReaction.Property, push.Text);
        json.WriteEndObject();
    }

    private static void WriteDeed(Utf8JsonWriter json, Deed deed)
    {
        json.WriteString("type"u8, deed.Type);
        if (deed.Value is { } value && deed.Type != Deed.Cart)      // what lies in a cart is no revenue
        {
            json.WriteNumber("value"u8, value);
            json.WriteString("currency"u8, "EUR"u8);
        }

        json.WriteStartObject("properties"u8);
        if (deed.Item is { } item)
            json.WriteString("item"u8, item);
        if (deed.Code is { } code)
            json.WriteString("code"u8, code);
        if (deed.Type == Deed.Cart)
            json.WriteNumber("value"u8, deed.Value!.Value);
        if (deed.Type == Deed.PaymentFailed)
        {
            json.WriteString("plan"u8, "Coffee by the month"u8);
            json.WriteNumber("attempt"u8, 1);
        }

        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, Deed deed)
    {
        json.WriteStartObject("attributes"u8);
        switch (deed.Type)
        {
            case Deed.Purchase when deed.Item is { } item:
                json.WriteString("lastItem"u8, item);
                break;
            case Deed.Started:
                json.WriteString("subscription"u8, "active"u8);
                break;
            case Deed.Cancelled:
                json.WriteString("subscription"u8, "cancelled"u8);
                json.WriteString("cancelReason"u8, deed.Reason);
                break;
        }

        json.WriteEndObject();
    }
}
