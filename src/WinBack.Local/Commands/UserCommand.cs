using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Reporting;
using WinBack.Storage.Users;

namespace WinBack.Local.Commands;

/// <summary><c>user</c>: what a person may ask for: everything that is stored about them, and that it be erased.</summary>
internal static class UserCommand
{
    public static Command Make() => new("user", "Exports or erases everything that is stored about a person.")
    {
        Export(),
        Erase(),
        Readmit(),
    };

    private static Command Export()
    {
        var (user, data) = (User(), Option.Data());
        var command = new Command("export", "Prints everything that is stored about a person as JSON, other ids that were merged into theirs included. Exit code 1 when nothing is.") { user, data };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var export = app.Services.GetRequiredService<PersonExport>();
            if (await export.FindAsync(call.GetValue(user)!, cancel) is not { Count: > 0 } ids)
            {
                await Console.Error.WriteLineAsync("Nothing is stored under this id.");
                return CommandLine.Wrong;
            }

            await using var output = Console.OpenStandardOutput();
            await export.WriteAsync(ids, output, cancel);
            output.WriteByte((byte)'\n');
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Erase()
    {
        var (user, data) = (User(), Option.Data());
        var command = new Command("erase", "Removes everything that is stored about a person, for good, and drops what comes for them later. The counts of reports stay as they are. Asking again changes nothing.") { user, data };
        command.SetAction(async (call, cancel) =>
        {
            var (id, directory) = (call.GetValue(user)!, new DataDirectory(call.GetValue(data)!));
            if (await RunningHost.FindAsync(directory, cancel) is { } running)
            {
                using (running)
                    await running.EraseAsync(id, cancel);
            }
            else
            {
                await using var app = Open(directory);
                await app.Services.GetRequiredService<Erasures>().EraseAsync(id, app.Sequences, cancel);
            }

            Console.WriteLine("Erased. What comes for this id from now on is dropped.");
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Readmit()
    {
        var (user, data) = (User(), Option.Data());
        var command = new Command("readmit", "Lets an erased id begin anew, for somebody who became a customer again. Nothing comes back. Exit code 1 when it was not erased.") { user, data };
        command.SetAction(async (call, cancel) =>
        {
            var (id, directory) = (call.GetValue(user)!, new DataDirectory(call.GetValue(data)!));
            var lifted = await ReadmitAsync(id, directory, cancel);
            Console.WriteLine(lifted ? "What comes for this id from now on is kept again." : "This id was not erased.");
            return lifted ? CommandLine.Good : CommandLine.Wrong;
        });
        return command;
    }

    private static async Task<bool> ReadmitAsync(string id, DataDirectory directory, CancellationToken cancel)
    {
        if (await RunningHost.FindAsync(directory, cancel) is { } running)
        {
            using (running)
                return await running.ReadmitAsync(id, cancel);
        }

        await using var app = Open(directory);
        return await app.Services.GetRequiredService<Tombstones>().LiftAsync(id, cancel);
    }

    private static LocalApp Open(DataDirectory data) => LocalApp.Open(new() { Data = data, Clock = data.VirtualNow is { } now ? new(now) : null, Port = 0 });

    private static Argument<string> User() => new("USER") { Description = "The user's id." };
}
