using System.CommandLine;

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

    public static Option<int> Port() => new("--port")
    {
        Description = "Port on 127.0.0.1; 0 takes any free one.",
        DefaultValueFactory = _ => Hosting.LocalHostOptions.DefaultPort,
    };
}
