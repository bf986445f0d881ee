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

    /// <summary>Gets or sets what is left of revenue after the goods: what profit is made of.</summary>
    /// <value>Default 1, which counts all revenue as profit; 0 to 1.</value>
    [Range(0, 1)]
    public decimal Margin { get; set; } = 1;

    /// <summary>Gets or sets the smallest relative lift of the return rate that would be worth finding: verdicts say how many more held-out users that takes.</summary>
    /// <value>Default 0.1, a tenth more than come back by themselves; 0.01 to 1.</value>
    [Range(0.01, 1)]
    public double WorthwhileLift { get; set; } = 0.1;

    /// <summary>The settings that reports go by.</summary>
    /// <param name="currency">ISO 4217 code of revenue and costs.</param>
    public ReportTerms ToTerms(string currency) => new() { Currency = currency, Margin = Margin, WorthwhileLift = WorthwhileLift };
}
