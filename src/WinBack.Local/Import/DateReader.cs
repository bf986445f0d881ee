using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace WinBack.Local.Import;

/// <summary>Reads the dates and instants of a file.</summary>
internal sealed class DateReader
{
    private const DateTimeStyles Style = DateTimeStyles.AllowWhiteSpaces;

    private static readonly string[] Local =
        ["yyyy-MM-dd", "yyyyMMdd", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy/MM/dd"];

    private static readonly string[] WithOffset =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF'Z'"];

    private readonly DateTimeZone _zone;
    private readonly string[] _local;
    private readonly string[] _withOffset;
    private readonly long _perSecond;

    /// <param name="format">A .NET format such as <c>dd.MM.yyyy HH:mm</c>, or <c>unix</c> or <c>unix-ms</c>; null for ISO 8601 and <c>yyyyMMdd</c>.</param>
    /// <param name="zone">Where dates without an offset were written. A time in a DST gap means the next valid instant, in an overlap the first.</param>
    /// <exception cref="InvalidDataException">The format is none.</exception>
    public DateReader(string? format, DateTimeZone zone)
    {
        _zone = zone;
        _perSecond = format switch { "unix" => 1, "unix-ms" => 1000, _ => 0 };
        var hasOffset = format?.AsSpan().IndexOfAny('z', 'K') >= 0;
        (_local, _withOffset) = format is null ? (Local, WithOffset) : hasOffset ? ([], [format]) : ([format], []);
        Expected = format ?? "2026-11-24, 20261124, 2026-11-24 07:15:00 or 2026-11-24T07:15:00Z";
        Check(format);
    }

    /// <summary>What a date looks like, for messages.</summary>
    public string Expected { get; }

    /// <summary>The form and the zone: what a text is read by.</summary>
    public override string ToString() => $"{Expected} in {_zone.Id}";

    /// <summary>Reads one; null when it is no date of the form expected.</summary>
    public DateTimeOffset? Read(string text)
    {
        if (_perSecond > 0)
            return ReadUnix(text);
        if (DateTime.TryParseExact(text, _local, CultureInfo.InvariantCulture, Style, out var local))
            return InZone(local);
        return DateTimeOffset.TryParseExact(text, _withOffset, CultureInfo.InvariantCulture, Style | DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;
    }

    private DateTimeOffset? ReadUnix(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        var seconds = number / _perSecond;
        return seconds is > -62_000_000_000m and < 250_000_000_000m ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }

    private DateTimeOffset InZone(DateTime local) => _zone == DateTimeZone.Utc
        ? new(local, TimeSpan.Zero)
        : _zone.ResolveLocal(LocalDateTime.FromDateTime(local), ForwardOrFirst).ToInstant().ToDateTimeOffset();

    private static void Check(string? format)
    {
        try
        {
            if (format is { Length: 0 })
                throw new FormatException();
            _ = format is null ? "" : DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw new InvalidDataException($"'{format}' is no date format; yyyyMMdd, dd.MM.yyyy HH:mm, unix and unix-ms are.");
        }
    }

    private static readonly ZoneLocalMappingResolver ForwardOrFirst =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
}
