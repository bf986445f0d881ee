using System.Globalization;
using System.Text;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>A forecast in words.</summary>
public static class ForecastText
{
    /// <summary>One or more sentences.</summary>
    public static string Of(EntryForecast forecast)
    {
        if (forecast.Waiting == 0)
            return "Nobody waits: whoever lapses from now on enters.";
        var text = new StringBuilder();
        var days = forecast.EntryDays > EntryForecast.MaxDays ? $"more than {EntryForecast.MaxDays:0} days" : Counted.Of(forecast.EntryDays, "day");
        text.Append(CultureInfo.InvariantCulture, $"{forecast.Waiting:N0} would enter, {forecast.Held:N0} of them held out, within {days}.");
        foreach (var load in forecast.Channels)
        {
            text.Append(CultureInfo.InvariantCulture, $" {AttemptKey.Name(load.Channel)}: up to {Counted.Of(load.Messages, "message")}, {load.BusiestDay:N0} on the busiest day");
            text.Append(load.PerDay is { } most
                ? string.Create(CultureInfo.InvariantCulture, $"{(load.IsAbove ? ", above" : " of")} {most:N0} that may go out in one; all are out after {Counted.Of(load.Days, "day")}.")
                : string.Create(CultureInfo.InvariantCulture, $", no limit set; all are out after {Counted.Of(load.Days, "day")}."));
        }

        return text.ToString();
    }
}
