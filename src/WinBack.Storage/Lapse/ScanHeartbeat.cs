using System.Globalization;
using System.Text;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Lapse;

/// <summary>When a scan last came to its end; its age is what operations watch, since a timer is not a trusted clock.</summary>
public sealed class ScanHeartbeat(ITables tables)
{
    private const string Partition = "scan";
    private const string Row = "heartbeat";

    private readonly ITable _heartbeat = tables.Open("Heartbeat");

    /// <summary>Records a finished scan.</summary>
    public async Task BeatAsync(DateTimeOffset at, CancellationToken cancel = default) =>
        await _heartbeat.BatchAsync(
            Partition, [new RowChange.Upsert(Row, Encoding.UTF8.GetBytes("\"" + at.ToString("O", CultureInfo.InvariantCulture) + "\""))], cancel);

    /// <summary>When the last scan finished; null before the first.</summary>
    public async Task<DateTimeOffset?> LastAsync(CancellationToken cancel = default) =>
        await _heartbeat.GetAsync(Partition, Row, cancel) is { } row
            ? DateTimeOffset.Parse(Encoding.UTF8.GetString(row.Data.Span).Trim('"'), CultureInfo.InvariantCulture)
            : null;
}
