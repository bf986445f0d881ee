using System.Text.Json;
using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>One event as the shop posts it.</summary>
internal sealed class ShopPost
{
    private readonly Shopper _shopper;
    private readonly string _id;
    private readonly DateTimeOffset _at;
    private readonly Purchase? _purchase;
    private readonly bool _withProfile;
    private readonly Channel? _stop;

    private ShopPost(Shopper shopper, string id, DateTimeOffset at, Purchase? purchase, bool withProfile, Channel? stop) =>
        (_shopper, _id, _at, _purchase, _withProfile, _stop) = (shopper, id, at, purchase, withProfile, stop);

    /// <summary>A purchase; with the first one come profile and consent.</summary>
    public static ShopPost Of(Shopper shopper, string id, Purchase purchase, bool withProfile) => new(shopper, id, purchase.At, purchase, withProfile, null);

    /// <summary>Consent withdrawn.</summary>
    public static ShopPost Stop(Shopper shopper, string id, Channel channel, DateTimeOffset at) => new(shopper, "stop-" + id, at, null, false, channel);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, _id);
        json.WriteString("userId"u8, _shopper.Id);
        json.WriteString("at"u8, _at);
        if (_purchase is { } purchase)
        {
            json.WriteString("type"u8, "purchase"u8);
            json.WriteNumber("value"u8, purchase.Value);
            json.WriteString("currency"u8, "EUR"u8);
        }

        if (_withProfile || _stop is not null)
        {
            json.WriteStartObject("profile"u8);
            if (_withProfile)
                WriteProfile(json);
            json.WriteStartObject("consent"u8);
            foreach (var channel in _stop is { } stopped ? [stopped] : _shopper.Agreed)
            {
                json.WriteStartObject(AttemptKey.Name(channel));
                json.WriteBoolean("given"u8, _stop is null);
                json.WriteString("source"u8, _stop is null ? "checkout"u8 : "preference-centre"u8);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteProfile(Utf8JsonWriter json)
    {
        if (_shopper.Name is { } name)
            json.WriteString("name"u8, name);
        json.WriteString("timeZone"u8, _shopper.Place.Zone);
        json.WriteString("country"u8, _shopper.Place.Country);
        json.WriteString("locale"u8, _shopper.Place.Locale);
        foreach (var channel in _shopper.Agreed)
        {
            switch (channel)
            {
                case Channel.Email:
                    json.WriteString("email"u8, $"{_shopper.Id}@example.com");
                    break;
                case Channel.Sms:
                    json.WriteString("phone"u8, FictionalPhone(_shopper.Number));
                    break;
                case Channel.Push:
                    json.WriteStartArray("push"u8);
                    json.WriteStartObject();
                    json.WriteString("id"u8, "phone"u8);
                    json.WriteString("platform"u8, _shopper.Number % 2 == 0 ? "fcm"u8 : "apns"u8);
                    json.WriteString("token"u8, $"token-of-{_shopper.Id}");
                    json.WriteEndObject();
                    json.WriteEndArray();
                    break;
            }
        }
    }

    // 555-0100 to 555-0199 belong to nobody, in every area.
    private static string FictionalPhone(int number) => $"+1{201 + (number / 100 % 700)}55501{number % 100:D2}";
}
