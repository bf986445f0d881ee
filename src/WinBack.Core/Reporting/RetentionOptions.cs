using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Reporting;

/// <summary>How long what is stored about people is kept. Suppressions and tombstones are for good, and facts name nobody.</summary>
public sealed class RetentionOptions
{
    /// <summary>Gets or sets how long events are kept, in days since they happened and since they came in.</summary>
    /// <value>Default 400, the age up to which events are taken in: shorter, and one that is posted again would count again.</value>
    [Range(400, 3650)]
    public int EventDays { get; set; } = 400;

    /// <summary>Gets or sets how long enrolments are kept with their ledger, their trails and their messages in the outbox, in days since their window closed.</summary>
    /// <value>Default 400. One number for all four, since the audit holds each against the others.</value>
    [Range(90, 3650)]
    public int EnrolmentDays { get; set; } = 400;

    /// <summary>Gets or sets how many users of each shard a night looks at; the next night goes on behind them.</summary>
    /// <value>Default 1,000: with 256 shards a base of a million takes four nights.</value>
    [Range(100, 100_000)]
    public int UsersPerShard { get; set; } = 1000;

    /// <summary>Gets or sets when the purge runs: a six-field cron expression, in UTC.</summary>
    /// <value>Default every night at 04:10.</value>
    [Required]
    public string Schedule { get; set; } = "0 10 4 * * *";
}
