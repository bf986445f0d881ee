using System.Text.Json.Serialization;
using WinBack.Core.Reporting.Guards;

namespace WinBack.Storage.Reporting.Guards;

/// <summary>A word that nobody has taken yet.</summary>
/// <param name="Key">Of <see cref="GuardNotice.Key"/>.</param>
/// <param name="Body">JSON, UTF-8.</param>
/// <param name="At">When the campaign was paused.</param>
/// <param name="ClaimedUntil">Until then somebody else is handing it on; null for nobody.</param>
internal sealed record GuardNoticeRow(string Key, byte[] Body, DateTimeOffset At, DateTimeOffset? ClaimedUntil = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GuardNoticeRow))]
[JsonSerializable(typeof(GuardWatch))]
internal sealed partial class GuardRows : JsonSerializerContext;
