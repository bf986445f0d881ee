using System.Text.Json;
using System.Text.Json.Serialization;
using WinBack.Storage.Tables;

namespace WinBack.Local.Import;

/// <summary>How far the import of a file has come; a run that broke off goes on from here.</summary>
internal sealed record ImportProgress
{
    /// <summary>Of the file and of how it is read: for another, the import begins anew.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Everything up to this line is dealt with.</summary>
    public long Line { get; init; }

    /// <summary>Events applied.</summary>
    public long Applied { get; init; }

    /// <summary>Events that were there already.</summary>
    public long Duplicates { get; init; }

    /// <summary>Lines refused.</summary>
    public long Refused { get; init; }

    /// <summary>Events of persons who were erased: nothing of them was kept.</summary>
    public long Dropped { get; init; }

    /// <summary>Whether the file was read to its end: then the next run begins anew and finds everything there.</summary>
    public bool Done { get; init; }
}

/// <summary>The Imports table: one row per file name.</summary>
internal sealed class ImportProgressStore(ITables tables)
{
    public const string Table = "Imports";

    private readonly ITable _imports = tables.Open(Table);

    /// <summary>Where an earlier run of this file stopped; a fresh start when there is none, it came to its end, or it was another file.</summary>
    public async Task<ImportProgress> FindAsync(string file, string fingerprint, CancellationToken cancel) =>
        await _imports.GetAsync(KeyText.Encode(file), "progress", cancel) is { } row
        && JsonSerializer.Deserialize(row.Data.Span, ImportRows.Default.ImportProgress) is { Done: false } held && held.Fingerprint == fingerprint
            ? held
            : new() { Fingerprint = fingerprint };

    /// <summary>Saved after what it says is durable, so a crash between repeats lines, which changes nothing, and loses none.</summary>
    public async Task SaveAsync(string file, ImportProgress progress, CancellationToken cancel) => _ = await _imports.BatchAsync(
        KeyText.Encode(file), [new RowChange.Upsert("progress", JsonSerializer.SerializeToUtf8Bytes(progress, ImportRows.Default.ImportProgress))], cancel);
}

[JsonSerializable(typeof(ImportProgress))]
internal sealed partial class ImportRows : JsonSerializerContext;
