using System.Text.Json.Serialization;

namespace WinBack.Core.Users;

/// <summary>
/// How often a user did one thing of late, and for how much: by UTC day for the latest 25 days on which anything happened, refunds included, and by UTC
/// month for what lies before those. The same events give the same sums in whatever order they come, and no history makes the row grow.
/// </summary>
[JsonConverter(typeof(RecentSumsJson))]
public sealed class RecentSums : IEquatable<RecentSums>
{
    /// <summary>Days kept.</summary>
    public const int MostDays = 25;

    /// <summary>Months kept of what is older than those days: more than begin and end within <see cref="LongestWindow"/>.</summary>
    public const int MostMonths = 14;

    /// <summary>Longest window that can be asked for, in days: as long as events are kept.</summary>
    public const int LongestWindow = 400;

    private readonly Sum[] _days;
    private readonly Sum[] _months;

    internal RecentSums(Sum[] days, Sum[] months) => (_days, _months) = (days, months);

    /// <summary>Nothing.</summary>
    public static RecentSums None { get; } = new([], []);

    /// <summary>Whether nothing is known; so it is in rows written before sums were kept.</summary>
    public bool IsEmpty => _days.Length == 0;

    /// <summary>By day number, latest first.</summary>
    internal ReadOnlySpan<Sum> Days => _days;

    /// <summary>By months since the year 0, latest first; none of it is in <see cref="Days"/>.</summary>
    internal ReadOnlySpan<Sum> Months => _months;

    /// <summary>With one more event.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="count">1, or 0 for a refund.</param>
    /// <param name="value">Its value.</param>
    public RecentSums With(DateTimeOffset at, int count, decimal value)
    {
        var day = new Sum(ActiveDays.DayOf(at), count, value);
        if (_days.Length == MostDays && day.At < _days[^1].At)
            return new(_days, Add(_months, InMonth(day), MostMonths, out _));
        var days = Add(_days, day, MostDays, out var fallenOut);
        return new(days, fallenOut is { } oldest ? Add(_months, InMonth(oldest), MostMonths, out _) : _months);
    }

    /// <summary>
    /// The sums of the latest days. Exact while they hold at most <see cref="MostDays"/> days with events; beyond that, what is older than those days counts
    /// by whole months, and the month in which the window begins is left out.
    /// </summary>
    /// <param name="days">Length of the window in UTC days, today included.</param>
    /// <param name="now">An instant of today. What is dated later counts, too.</param>
    public (int Count, decimal Value) Within(int days, DateTimeOffset now)
    {
        var first = ActiveDays.DayOf(now) - days + 1;
        var (count, value) = (0, 0m);
        for (var i = 0; i < _days.Length && _days[i].At >= first; i++)
            (count, value) = (count + _days[i].Count, value + _days[i].Value);
        for (var i = 0; i < _months.Length && FirstDay(_months[i].At) >= first; i++)
            (count, value) = (count + _months[i].Count, value + _months[i].Value);
        return (count, value);
    }

    /// <inheritdoc/>
    public bool Equals(RecentSums? other) => other is not null && Days.SequenceEqual(other.Days) && Months.SequenceEqual(other.Months);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecentSums);

    /// <inheritdoc/>
    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(_days.Length, _months.Length, _days[0]);

    // Whole sums only, latest first; what there are too many of falls out at the far end.
    private static Sum[] Add(Sum[] sums, Sum added, int most, out Sum? fallenOut)
    {
        fallenOut = null;
        var place = 0;
        while (place < sums.Length && sums[place].At > added.At)
            place++;
        if (place < sums.Length && sums[place].At == added.At)
        {
            var merged = (Sum[])sums.Clone();
            merged[place] = new(added.At, sums[place].Count + added.Count, sums[place].Value + added.Value);
            return merged;
        }

        if (place == most)
        {
            fallenOut = added;
            return sums;
        }

        if (sums.Length == most)
            fallenOut = sums[^1];
        var grown = new Sum[Math.Min(sums.Length + 1, most)];
        Array.Copy(sums, grown, place);
        grown[place] = added;
        Array.Copy(sums, place, grown, place + 1, grown.Length - place - 1);
        return grown;
    }

    private static Sum InMonth(Sum day)
    {
        var date = DateOnly.FromDayNumber(day.At);
        return day with { At = (date.Year * 12) + date.Month - 1 };
    }

    private static int FirstDay(int month) => new DateOnly(month / 12, (month % 12) + 1, 1).DayNumber;

    /// <summary>What happened in one day or month.</summary>
    internal readonly record struct Sum(int At, int Count, decimal Value);
}
