using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Reporting;

/// <summary>Settings of the stage Reporting.</summary>
public sealed class ReportingOptions
{
    /// <summary>Gets or sets when the audit runs: a six-field cron expression, in UTC.</summary>
    /// <value>Default every night at 02:40. Alerts go by audits no more than two days apart: a rarer schedule needs a wider window there.</value>
    [Required]
    public string AuditSchedule { get; set; } = "0 40 2 * * *";

    /// <summary>Gets or sets when days whose facts changed are summed up anew: a six-field cron expression, in UTC.</summary>
    /// <value>Default every night at 03:20. A report as of now reads the facts of the days that changed since; one of rollups alone is as old as the last run.</value>
    [Required]
    public string RollupSchedule { get; set; } = "0 20 3 * * *";
}
