using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting;
using WinBack.Local.App;
using WinBack.Local.Import;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Local.Commands;

/// <summary><c>import</c>: history from a file of columns.</summary>
internal static class ImportCommand
{
    public static Command Make()
    {
        var file = new EventFileOptions();
        var strict = new Option<bool>("--strict") { Description = "Stop at the first line that is refused; the lines before it are kept." };
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("import", "Imports the history of users from a file, however old. An event's id is the file's name and the line's number unless a column holds it, so importing a file twice changes nothing; an import that broke off goes on where it stopped. Lines that are refused are listed by number and passed over.");
        file.AddTo(command);
        command.Add(strict);
        command.Add(data);
        command.Add(json);
        command.SetAction(async (call, cancel) =>
        {
            var result = await ImportAsync(file.Read(call), call.GetValue(strict), new(call.GetValue(data)!), cancel);
            Print(result, call.GetValue(json));
            return result.Refused > 0 ? CommandLine.Wrong : CommandLine.Good;
        });
        return command;
    }

    private static async Task<ImportResult> ImportAsync(EventFile file, bool strict, DataDirectory data, CancellationToken cancel)
    {
        if (await RunningHost.FindAsync(data, cancel) is { } running)
        {
            running.Dispose();
            throw new CommandException($"A host runs on {data.Path}, and one process writes there at a time. Stop it, import, and start it again.");
        }

        await using var app = LocalApp.Open(new() { Data = data, Clock = data.VirtualNow is { } now ? new(now) : null, Port = 0 });
        var run = new ImportRun(
            app.Services.GetRequiredService<EventIngest>(), app.Services.GetRequiredService<ITables>(), app.Sequences, app.Services.GetRequiredService<TimeProvider>());
        var faults = new FaultList(Console.Error);
        var size = Math.Max(1.0, new FileInfo(file.Path).Length);
        var result = await LongWork.ShowAsync(file.Name, done => run.RunAsync(file, strict, faults.Add, bytes => done(bytes / size), cancel));
        faults.End();
        return result;
    }

    private static void Print(ImportResult result, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, JsonOutput.Options));
            return;
        }

        if (result.ResumedAfterLine > 0)
            Console.WriteLine($"Went on after line {result.ResumedAfterLine}, where an earlier import stopped.");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Counted.Of(result.Applied, "event")} applied, {result.AlreadyThere:N0} there already, {Counted.Of(result.Refused, "line")} refused"));
        if (result.Dropped > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(result.Dropped, "event")} of erased persons dropped"));
        if (result.Stopped)
            Console.WriteLine("Stopped at the first refused line.");
    }
}
