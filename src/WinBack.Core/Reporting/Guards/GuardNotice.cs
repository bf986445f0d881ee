using System.Globalization;
using System.Text.Json;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Reporting.Guards;

/// <summary>The word that a campaign paused itself, for other systems. It names no person.</summary>
public static class GuardNotice
{
    /// <summary>What it is about.</summary>
    public const string Type = "guard.tripped";

    /// <summary><c>guard.replenish.1.20261124T120000Z</c>: the same pause has the same key, whoever hands it on and however often; no other pause ever has it.</summary>
    public static string Key(string campaign, GuardPause pause) => string.Create(CultureInfo.InvariantCulture, $"guard.{campaign}.{pause.Number}.{pause.At.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    /// <summary>UTF-8 of the JSON object; the same pause gives the same bytes, some 2 KiB at most.</summary>
    public static byte[] Of(string campaign, int version, GuardPause pause)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, Type);
            json.WriteString("campaign"u8, campaign);
            json.WriteNumber("version"u8, version);
            json.WriteString("status"u8, CampaignLife.Name(CampaignStatus.Paused));
            json.WriteString("at"u8, pause.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteStartArray("guards"u8);
            foreach (var trip in pause.Now)
            {
                json.WriteStartObject();
                json.WriteString("guard"u8, trip.Guard);
                json.WriteNumber("value"u8, trip.Value);
                json.WriteNumber("bound"u8, trip.Bound);
                json.WriteString("says"u8, trip.Says);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
