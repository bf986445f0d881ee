using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Campaigns;
using WinBack.Local.App;
using WinBack.Storage.Campaigns;

namespace WinBack.Local.Commands;

/// <summary><c>exclusions</c>: whom no campaign may reach.</summary>
internal static class ExclusionsCommand
{
    public static Command Make() => new("exclusions", "Publishes and shows the list of those whom no campaign may reach.") { Publish(), Show() };

    private static Command Publish()
    {
        var file = new Argument<string>("FILE") { Description = "The exclusion list, YAML." };
        var data = Option.Data();
        var command = new Command("publish", "Puts a list in force, in place of the one before.") { file, data };
        command.SetAction(async (call, cancel) =>
        {
            var name = call.GetValue(file)!;
            var (text, undecoded) = FileText.Decode(name, await File.ReadAllBytesAsync(name, cancel));
            var errors = undecoded is null ? ExclusionFile.Read(name, text!).Errors : [undecoded];
            foreach (var error in errors)
                await Console.Error.WriteLineAsync(error.ToString());
            if (errors.Count > 0)
                return CommandLine.Wrong;
            await PublishAsync(new(call.GetValue(data)!), name, text!, cancel);
            Console.WriteLine($"{name} is in force, everywhere within 15 seconds");
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Show()
    {
        var data = Option.Data();
        var command = new Command("show", "Prints the list in force, and who put it there.") { data };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            if (await app.Services.GetRequiredService<ExclusionStore>().CurrentAsync(cancel) is var (text, by, at))
                Console.Write($"# since {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, by {by}\n{text}");
            else
                Console.WriteLine("There is no exclusion list here; ./winback exclusions publish FILE puts one in force.");
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task PublishAsync(DataDirectory data, string name, string text, CancellationToken cancel)
    {
        if (await RunningHost.FindAsync(data, cancel) is { } running)
        {
            using (running)
                await running.PublishExclusionsAsync(name, text, cancel);
            return;
        }

        await using var app = LocalApp.Open(new() { Data = data, Clock = data.VirtualNow is { } now ? new(now) : null, Port = 0 });
        await app.Services.GetRequiredService<ExclusionStore>().PublishAsync(name, text, "command-line", cancel);
    }
}
