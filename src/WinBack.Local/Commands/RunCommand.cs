using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;

namespace WinBack.Local.Commands;

/// <summary><c>run</c>: the local host, on the real clock unless its directory has a virtual one.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var data = Option.Data();
        var port = Option.Port();
        var storage = new Option<TableStorage?>("--storage")
        {
            Description = "Where the tables are: sqlite (in the data directory), or azurite (the emulator on this machine, or the account in the setting Storage:Connection). "
                + "Said once; the directory remembers it. Tables in the emulator stay when the directory is deleted.",
            HelpName = "sqlite|azurite",
        };
        var command = new Command("run", "Runs the local host until it is told to stop. On a directory whose clock is virtual (demo, replay, advance) the clock stands until `advance` moves it.") { data, port, storage };
        command.SetAction((call, cancel) => RunAsync(new(call.GetValue(data)!), call.GetValue(port), cancel, call.GetValue(storage)));
        return command;
    }

    /// <summary>Serves a directory until it is told to stop.</summary>
    public static async Task<int> RunAsync(DataDirectory data, int port, CancellationToken cancel, TableStorage? storage = null)
    {
        var isVirtual = data.VirtualNow is not null;
        await using var app = LocalApp.Open(new() { Data = data, Port = port, Storage = storage, Clock = data.VirtualNow is { } now ? new(now) : null });
        app.Services.GetService<RunningVirtualHost>()?.Attach(app, data);
        var address = isVirtual ? await app.Host.ListenAsync(cancel) : await app.Host.StartAsync(cancel);
        await File.WriteAllTextAsync(data.Address, address.ToString(), cancel);
        try
        {
            Say(data, address, isVirtual);
            using var stop = cancel.Register(() => _ = app.Host.StopAsync());
            await app.Host.Stopped;
        }
        finally
        {
            File.Delete(data.Address);
        }

        return CommandLine.Good;
    }

    private static void Say(DataDirectory data, Uri address, bool isVirtual)
    {
        Console.WriteLine($"WinBack listens on {address}");
        Console.WriteLine($"  dashboard      {address}dashboard");
        Console.WriteLine($"  post events    {address}api/events   with the header x-winback-key: {data.Secrets().EventKey}");
        Console.WriteLine($"  outbox         {address}outbox");
        Console.WriteLine($"  health         {address}api/health");
        Console.WriteLine(isVirtual
            ? $"  clock          stands at {data.VirtualNow:yyyy-MM-dd HH:mm}Z; ./winback advance 30d --data {data.Path} moves it"
            : "  clock          real");
        Console.WriteLine("Ctrl+C stops it.");
    }
}
