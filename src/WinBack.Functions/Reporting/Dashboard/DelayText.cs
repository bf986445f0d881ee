using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>When a touch is planned, in words.</summary>
internal static class DelayText
{
    /// <summary><c>on entry</c>, <c>7 days after entry</c>, <c>2 hours after the touch before</c></summary>
    public static string Of(Campaign campaign, Touch touch)
    {
        var from = campaign.WelcomeBack?.Id == touch.Id ? "the return" : touch.IsAfterPrevious ? "the touch before" : "entry";
        var delay = touch.Delay.Approximate;
        return delay == TimeSpan.Zero ? from == "entry" ? "on entry" : $"right after {from}"
            : delay.TotalDays >= 1 && delay.TotalDays == Math.Floor(delay.TotalDays) ? $"{Counted.Of((long)delay.TotalDays, "day")} after {from}"
            : delay.TotalHours >= 1 && delay.TotalHours == Math.Floor(delay.TotalHours) ? $"{Counted.Of((long)delay.TotalHours, "hour")} after {from}"
            : $"{Counted.Of((long)Math.Round(delay.TotalMinutes), "minute")} after {from}";
    }
}
