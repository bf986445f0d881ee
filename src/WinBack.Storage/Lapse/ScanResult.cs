using WinBack.Core.Lapse;

namespace WinBack.Storage.Lapse;

/// <summary>What a scan did.</summary>
public record struct ScanResult
{
    /// <summary>Due rows read.</summary>
    public int Due { get; set; }

    /// <summary>Users judged who did not enter.</summary>
    public int Judged { get; set; }

    /// <summary>Users enrolled, both arms.</summary>
    public int Enrolled { get; set; }

    /// <summary>Windows closed.</summary>
    public int Closed { get; set; }

    /// <summary>Rows that were no longer the user's next check.</summary>
    public int Stale { get; set; }

    /// <summary>Users who could not be looked at; their rows stay due.</summary>
    public int Failed { get; set; }

    /// <summary>Pending effects finished that a crash had left.</summary>
    public int Finished { get; set; }

    /// <summary>Users re-judged because a campaign set was published.</summary>
    public int Backfilled { get; set; }

    /// <summary>People who were told news of an item they looked at.</summary>
    public int Told { get; set; }

    /// <summary>Adds the result of one check.</summary>
    public void Count(CheckResult check)
    {
        Judged += check == CheckResult.Judged ? 1 : 0;
        Enrolled += check == CheckResult.Enrolled ? 1 : 0;
        Stale += check == CheckResult.Stale ? 1 : 0;
    }

    /// <summary>Both together.</summary>
    public static ScanResult operator +(ScanResult a, ScanResult b) => new()
    {
        Due = a.Due + b.Due,
        Judged = a.Judged + b.Judged,
        Enrolled = a.Enrolled + b.Enrolled,
        Closed = a.Closed + b.Closed,
        Stale = a.Stale + b.Stale,
        Failed = a.Failed + b.Failed,
        Finished = a.Finished + b.Finished,
        Backfilled = a.Backfilled + b.Backfilled,
        Told = a.Told + b.Told,
    };
}
