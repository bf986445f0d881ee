using System.Globalization;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Lapse;

/// <summary>Every key of the Due table: partitioned by due hour and shard, so that no partition grows with time and none is hot for all.</summary>
public static class DueKeys
{
    /// <summary>Name of the table.</summary>
    public const string Table = "Due";

    /// <summary><c>2026112407-1f</c>: UTC hour and shard.</summary>
    public static string Partition(DateTimeOffset at, int shard) =>
        at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture) + "-" + shard.ToString("x2", CultureInfo.InvariantCulture);

    /// <summary><c>20261124T0715000000000Z|Check|anna</c>, or <c>…|Close|anna|replenish|000003</c>.</summary>
    public static string Row(DueFiling filing) => filing.Kind == DueKind.Check
        ? KeyText.Join(KeyText.Instant(filing.At), nameof(DueKind.Check), filing.UserId)
        : KeyText.Join(
            KeyText.Instant(filing.At), nameof(DueKind.Close), filing.UserId, filing.Campaign!, filing.Episode.ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>Rows of a partition that are due at an instant, that instant included.</summary>
    public static (string From, string To) UpTo(DateTimeOffset instant) => (KeyText.Everything.From, KeyText.Instant(instant.AddTicks(1)));

    /// <summary>Start of the UTC hour an instant lies in.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);
}
