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
        var days = forecast.EntryDays > EntryForecast.MaxDays ? $"more than {EntryForecast.MaxDays:0} days" : Days(forecast.EntryDays);
        text.Append(CultureInfo.InvariantCulture, $"{forecast.Waiting:N0} would enter, {forecast.Held:N0} of them held out, within {days}.");
        foreach (var load in forecast.Channels)
        {
            text.Append(CultureInfo.InvariantCulture, $" {AttemptKey.Name(load.Channel)}: up to {load.Messages:N0} messages, {load.BusiestDay:N0} on the busiest day");
            text.Append(load.PerDay is { } most
                ? string.Create(CultureInfo.InvariantCulture, $"{(load.IsAbove ? ", above" : " of")} {most:N0} that may go out in one; all are out after {Days(load.Days)}.")
                : string.Create(CultureInfo.InvariantCulture, $", no limit set; all are out after {Days(load.Days)}."));
        }

        return text.ToString();
    }

    private static string Days(int days) => string.Create(CultureInfo.InvariantCulture, $"{days:N0} {(days == 1 ? "day" : "days")}");
}
