using WinBack.CrashHost;

// WinBack.CrashHost script FOLDER [write N | before N | inside N | after N]
// WinBack.CrashHost serve FOLDER [write N | …]            posted events are applied at once
// WinBack.CrashHost serveByQueue FOLDER [write N | …]     posted events go by way of a queue
var options = CrashOptions.Read(args.AsSpan(1));
switch (args[0])
{
    case "serve":
        await new ServeRun(options, "Direct").RunAsync();
        break;
    case "serveByQueue":
        await new ServeRun(options, "ServiceBus").RunAsync();
        break;
    default:
        foreach (var kind in await new ScriptRun(options).RunAsync())
            Console.WriteLine($"write: {kind}");
        break;
}

return 0;
