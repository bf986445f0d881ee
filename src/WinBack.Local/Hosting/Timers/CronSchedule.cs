using NCrontab;

namespace WinBack.Local.Hosting.Timers;

/// <summary>
/// The occurrences of a cron expression of six fields (second first) or five, in UTC: the expressions that the Functions timer takes,
/// by the parser that it uses.
/// </summary>
internal sealed class CronSchedule
{
    private readonly CrontabSchedule _schedule;

    /// <exception cref="ArgumentException">The expression is not one; see <see cref="Check"/>.</exception>
    public CronSchedule(string expression) => _schedule =
        Parse(expression) ?? throw new ArgumentException($"\"{expression}\" is no cron expression: {Check(expression)}", nameof(expression));

    /// <summary>The first occurrence after an instant, never the instant itself.</summary>
    /// <returns>Null when none is left before the year 10000: the 30th of February, say.</returns>
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        var next = _schedule.GetNextOccurrence(instant.UtcDateTime);
        return next == DateTime.MaxValue ? null : new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc));
    }

    /// <summary>Says what is wrong with an expression; null when nothing is.</summary>
    public static string? Check(string expression)
    {
        if (TimeSpan.TryParse(expression, out _))
            return "a time span works on dedicated plans only; write a cron expression of six fields, second first.";
        return CrontabSchedule.TryParse<string?>(expression, Options(expression), _ => null, fault => fault().Message);
    }

    private static CrontabSchedule? Parse(string expression) => CrontabSchedule.TryParse(expression, Options(expression));

    private static CrontabSchedule.ParseOptions Options(string expression) =>
        new() { IncludingSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 };
}
