using System.CommandLine;
using System.Globalization;
using WinBack.Functions.Reporting;

namespace WinBack.Local.Commands;

/// <summary>Options and arguments that several commands have, each with the same words everywhere.</summary>
internal static class Option
{
    public static Option<string> Data() => new("--data")
    {
        Description = "Directory that holds everything of this deployment.",
        HelpName = "DIR",
        DefaultValueFactory = _ => App.DataDirectory.Default,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<string> By() => new("--by")
    {
        Description = "Who does this, for the campaign's log; the name you are logged in with unless said.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName is { Length: > 0 } name ? name : "command-line",
    };

    public static Option<bool> Confirm() => new("--confirm") { Description = "Go on although more is ahead than the providers' limits let through." };

    public static Option<int> Port() => Number("--port", "Port on 127.0.0.1; 0 takes any free one.", Hosting.LocalHostOptions.DefaultPort, 0, 65_535);

    public static Option<DateOnly?> From() => Day("--from", "First UTC day of enrolment, such as 2026-11-01; the campaign's first when left out.");

    public static Option<DateOnly?> To() => Day("--to", "Last UTC day of enrolment; today when left out.");

    private static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yyyy-MM-dd",
        CustomParser = given =>
        {
            if (ReportDays.Parse(given.Tokens[0].Value) is { } day)
                return day;
            given.AddError($"{name} is a UTC day that exists, as yyyy-MM-dd, such as 2026-11-01, not '{given.Tokens[0].Value}'.");
            return null;
        },
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Number(string name, string description, int unlessSaid, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} {least:N0} to {most:N0}.", DefaultValueFactory = _ => unlessSaid };
        option.Validators.Add(given =>
        {
            // What is no number at all is refused by its type.
            if (given.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value < least || value > most))
                given.AddError($"{name} is a number from {least} to {most}, not {value}.");
        });
        return option;
    }
}
