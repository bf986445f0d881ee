using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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

    /// <summary><c>s|20261124T0715000000000Z|Paused</c>: in the campaign's partition; written until deeds were.</summary>
    public static (string From, string To) StatusChanges => KeyText.Prefix("s");

    /// <summary><c>h|replenishment|000000000042</c>: beside the set row, so that both are written at once; the number is the set's version after it.</summary>
    public static string Deed(string campaign, long setVersion) => KeyText.Join("h", campaign, setVersion.ToString("D12", CultureInfo.InvariantCulture));

    /// <summary>All deeds done to a campaign.</summary>
    public static (string From, string To) Deeds(string campaign) => KeyText.Prefix("h", campaign);

    /// <summary><c>w|replenishment|000042</c>: beside the set row, so that a pause and the word of it are written at once; the number is that of the pause.</summary>
    public static string GuardNotice(string campaign, int pause) => KeyText.Join("w", campaign, pause.ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>The words of pauses that nobody has taken yet, of all campaigns.</summary>
    public static (string From, string To) GuardNotices => KeyText.Prefix("w");

    /// <summary><c>g|watch</c>: in the campaign's partition.</summary>
    public static string GuardWatch => KeyText.Join("g", "watch");

    /// <summary>Hash of a campaign file's text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}

/// <summary>The set row: small, whatever the campaigns say.</summary>
internal sealed record SetRow
{
    public long Version { get; init; }

    public IReadOnlyDictionary<string, SetEntry> Campaigns { get; init; } = new Dictionary<string, SetEntry>();

    public static async Task<(SetRow Row, string? ETag)> ReadAsync(ITable campaigns, CancellationToken cancel) =>
        await campaigns.GetAsync(CampaignKeys.Set, CampaignKeys.Set, cancel) is { } row
            ? (JsonSerializer.Deserialize(row.Data.Span, CampaignRows.Default.SetRow)!, row.ETag)
            : (new(), null);
}

/// <summary>One campaign in the set row.</summary>
/// <param name="Hashes">Of the texts of its versions; the first is version 1.</param>
/// <param name="Status">Of now; may differ from what the file says.</param>
/// <param name="PublishedAt">When it was first active.</param>
internal sealed record SetEntry(IReadOnlyList<string> Hashes, CampaignStatus Status, DateTimeOffset? PublishedAt)
{
    /// <summary>Everybody's gap in days by silence of the current version's lapse rule, as measured; null before.</summary>
    public IReadOnlyDictionary<int, int>? BaseGaps { get; init; }

    /// <summary>The version that waits to take the place of the one that stands: always the last; null when the last one stands.</summary>
    public CampaignStatus? Pending { get; init; }

    /// <summary>The version that stands while another waits.</summary>
    public int? Standing { get; init; }

    /// <summary>Who goes on with which version; null when nobody ever asked for it.</summary>
    public InFlightRule? InFlight { get; init; }

    /// <summary>The last time it paused itself; null when it never did.</summary>
    public GuardPause? GuardPause { get; init; }

    [JsonIgnore]
    public int Last => Hashes.Count;

    [JsonIgnore]
    public int Stands => Standing ?? Last;
}

/// <summary>One published version: the file as it was, in UTF-8, which JSON would swell were it text.</summary>
internal sealed record VersionRow(string FileName, byte[] File, DateTimeOffset At, string By)
{
    public static async Task<VersionRow> ReadAsync(ITable campaigns, string campaign, SetEntry entry, int version, CancellationToken cancel)
    {
        var row = await campaigns.GetAsync(CampaignKeys.Partition(campaign), CampaignKeys.Version(version, entry.Hashes[version - 1]), cancel)
            ?? throw new InvalidOperationException($"Version {version} of campaign {campaign} is in the set but not in the table.");
        return JsonSerializer.Deserialize(row.Data.Span, CampaignRows.Default.VersionRow)!;
    }
}

/// <summary>Who changed a status, and when; no longer written.</summary>
internal sealed record StatusChangeRow(CampaignStatus Status, DateTimeOffset At, string By);

/// <summary>Who did what, and when.</summary>
internal sealed record DeedRow(string What, int Version, CampaignStatus Status, DateTimeOffset At, string By)
{
    /// <summary>Why; of what guards did, and of a version that they keep paused.</summary>
    public string? Why { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SetRow))]
[JsonSerializable(typeof(VersionRow))]
[JsonSerializable(typeof(StatusChangeRow))]
[JsonSerializable(typeof(DeedRow))]
internal sealed partial class CampaignRows : JsonSerializerContext;
