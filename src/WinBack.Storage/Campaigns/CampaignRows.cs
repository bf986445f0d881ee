using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using WinBack.Core.Campaigns;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Campaigns;

/// <summary>Every key of the Campaigns table.</summary>
internal static class CampaignKeys
{
    public const string Table = "Campaigns";

    /// <summary>Partition and row of the one row that says which version of which campaign stands, and how.</summary>
    public const string Set = "set";

    /// <summary><c>replenishment</c>; the prefix keeps a campaign named "set" apart.</summary>
    public static string Partition(string campaign) => KeyText.Join("c", campaign);

    /// <summary><c>v|000002|5f0c9a…</c>: number and hash of the text, so that two publishers at once never write one row.</summary>
    public static string Version(int version, string hash) => KeyText.Join("v", version.ToString("D6", CultureInfo.InvariantCulture), hash);

    /// <summary><c>s|20261124T0715000000000Z|Paused</c></summary>
    public static string StatusChange(DateTimeOffset at, CampaignStatus status) => KeyText.Join("s", KeyText.Instant(at), status.ToString());

    /// <summary>Hash of a campaign file's text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}

/// <summary>The set row: small, whatever the campaigns say.</summary>
internal sealed record SetRow
{
    public long Version { get; init; }

    public IReadOnlyDictionary<string, SetEntry> Campaigns { get; init; } = new Dictionary<string, SetEntry>();
}

/// <summary>One campaign in the set row.</summary>
/// <param name="Hashes">Of the texts of its versions; the first is version 1, the last the current one.</param>
/// <param name="Status">Of now; may differ from what the file says.</param>
/// <param name="PublishedAt">When it was first active.</param>
internal sealed record SetEntry(IReadOnlyList<string> Hashes, CampaignStatus Status, DateTimeOffset? PublishedAt)
{
    /// <summary>Everybody's gap in days by silence of the current version's lapse rule, as measured; null before.</summary>
    public IReadOnlyDictionary<int, int>? BaseGaps { get; init; }
}

/// <summary>One published version: the file as it was, in UTF-8, which JSON would swell were it text.</summary>
internal sealed record VersionRow(string FileName, byte[] File, DateTimeOffset At, string By);

/// <summary>Who changed a status, and when.</summary>
internal sealed record StatusChangeRow(CampaignStatus Status, DateTimeOffset At, string By);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SetRow))]
[JsonSerializable(typeof(VersionRow))]
[JsonSerializable(typeof(StatusChangeRow))]
internal sealed partial class CampaignRows : JsonSerializerContext;
