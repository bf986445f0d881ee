using System.Text.Json;
using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>What the shop says of a customer beside events. Addresses belong to nobody.</summary>
internal static class ShopProfile
{
    public static void Write(Utf8JsonWriter json, Shopper shopper)
    {
        if (shopper.Name is { } name)
            json.WriteString("name"u8, name);
        json.WriteString("timeZone"u8, shopper.Place.Zone);
        json.WriteString("country"u8, shopper.Place.Country);
        json.WriteString("locale"u8, shopper.Place.Locale);
        foreach (var channel in shopper.Agreed)
        {
            switch (channel)
            {
                case Channel.Email:
                    json.WriteString("email"u8, $"{shopper.Id}@example.com");
                    break;
                case Channel.Sms:
                    json.WriteString("phone"u8, FictionalPhone(shopper.Number));
                    break;
                case Channel.Push:
                    json.WriteStartArray("push"u8);
                    json.WriteStartObject();
                    json.WriteString("id"u8, "phone"u8);
                    json.WriteString("platform"u8, shopper.Number % 2 == 0 ? "fcm"u8 : "apns"u8);
                    json.WriteString("token"u8, $"token-of-{shopper.Id}");
                    json.WriteEndObject();
                    json.WriteEndArray();
                    break;
            }
        }
    }

    /// <param name="json">Stands within the profile.</param>
    /// <param name="channels">For which.</param>
    /// <param name="given">Yes or no.</param>
    /// <param name="purpose">Null for marketing, and for a no to everything.</param>
    public static void WriteConsent(Utf8JsonWriter json, IEnumerable<Channel> channels, bool given, string? purpose)
    {
        json.WriteStartObject("consent"u8);
        foreach (var channel in channels)
        {
            json.WriteStartObject(AttemptKey.Name(channel));
            json.WriteBoolean("given"u8, given);
            json.WriteString("source"u8, given ? "checkout"u8 : "preference-centre"u8);
            if (purpose is not null)
                json.WriteString("purpose"u8, purpose);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // 555-0100 to 555-0199 belong to nobody, in every area.
    private static string FictionalPhone(int number) => $"+1{201 + (number / 100 % 700)}55501{number % 100:D2}";
}
