using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Core.Campaigns;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Campaigns;

/// <summary>
/// The project's exclusion list, in the Campaigns table beside the set row: every change of it makes a campaign set of a higher version in the same batch,
/// so that users who are no longer excluded are looked at again. Instances see it within 15 seconds. Who changed it and when is kept.
/// </summary>
public sealed class ExclusionStore(ITables tables, TimeProvider clock)
{
    private const int Tries = 20;
    private const string Current = "exclusions";

    private readonly ITable _campaigns = tables.Open(CampaignKeys.Table);

    /// <summary>Puts a list in force. The same text again changes nothing.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="by">Who publishes; kept.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>What the file says; with errors, nothing was changed.</returns>
    public async Task<ExclusionFileResult> PublishAsync(string fileName, string text, string by, CancellationToken cancel = default)
    {
        var file = ExclusionFile.Read(fileName, text);
        for (var attempt = 0; file.Errors.Count == 0; attempt++)
        {
            if (attempt == Tries)
                throw new InvalidOperationException($"The set of campaigns changed under each of {Tries} tries to write it.");
            var bytes = Encoding.UTF8.GetBytes(text);
            if (await _campaigns.GetAsync(CampaignKeys.Set, Current, cancel) is { } held && Row(held).File.AsSpan().SequenceEqual(bytes))
                return file;
            var now = clock.GetUtcNow();
            var (set, version) = await NextSetAsync(cancel);
            var row = JsonSerializer.SerializeToUtf8Bytes(new ExclusionRow(fileName, bytes, now, by), ExclusionRows.Default.ExclusionRow);
            var kept = new RowChange.Upsert(KeyText.Join("x", version.ToString("D12", System.Globalization.CultureInfo.InvariantCulture)), row);
            if (await _campaigns.BatchAsync(CampaignKeys.Set, [set, new RowChange.Upsert(Current, row), kept], cancel) is BatchResult.Done)
                return file;
        }

        return file;
    }

    /// <summary>The text of the list in force, who put it there and when; null when there never was one.</summary>
    public async Task<(string Text, string By, DateTimeOffset At)?> CurrentAsync(CancellationToken cancel = default) =>
        await _campaigns.GetAsync(CampaignKeys.Set, Current, cancel) is { } row && Row(row) is var held ? (Encoding.UTF8.GetString(held.File), held.By, held.At) : null;

    /// <summary>The condition in force; null for nobody.</summary>
    internal static async Task<Condition?> ReadAsync(ITable campaigns, CancellationToken cancel)
    {
        if (await campaigns.GetAsync(CampaignKeys.Set, Current, cancel) is not { } row)
            return null;
        var file = ExclusionFile.Read(Row(row).FileName, Encoding.UTF8.GetString(Row(row).File));
        // Rather nobody is contacted than somebody who must not be.
        return file.Errors.Count == 0 ? file.Exclude : throw new InvalidOperationException($"The exclusion list can no longer be read: {file.Errors[0]}");
    }

    private async Task<(RowChange Write, long Version)> NextSetAsync(CancellationToken cancel)
    {
        var row = await _campaigns.GetAsync(CampaignKeys.Set, CampaignKeys.Set, cancel);
        var held = row is null ? new() : JsonSerializer.Deserialize(row.Data.Span, CampaignRows.Default.SetRow)!;
        var data = JsonSerializer.SerializeToUtf8Bytes(held with { Version = held.Version + 1 }, CampaignRows.Default.SetRow);
        return (row is null ? new RowChange.Insert(CampaignKeys.Set, data) : new RowChange.Replace(CampaignKeys.Set, data, row.ETag), held.Version + 1);
    }

    private static ExclusionRow Row(TableRow row) => JsonSerializer.Deserialize(row.Data.Span, ExclusionRows.Default.ExclusionRow)!;
}

/// <summary>The list as it was published, in UTF-8.</summary>
internal sealed record ExclusionRow(string FileName, byte[] File, DateTimeOffset At, string By);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExclusionRow))]
internal sealed partial class ExclusionRows : JsonSerializerContext;
