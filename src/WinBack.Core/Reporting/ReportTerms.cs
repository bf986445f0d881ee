namespace WinBack.Core.Reporting;

/// <summary>What a report needs to know beside the sums.</summary>
public sealed record ReportTerms
{
    /// <summary>ISO 4217 code of revenue and costs.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>What is left of revenue after the goods, 0 to 1.</summary>
    public decimal Margin { get; init; } = 1;

    /// <summary>The smallest relative lift of the return rate that would be worth finding; 0.1 for a tenth more.</summary>
    public double WorthwhileLift { get; init; } = 0.1;

    /// <summary>Whether the last day of enrolment is past, so that nobody more can enter.</summary>
    public bool IsOver { get; init; }
}
