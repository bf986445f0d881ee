using WinBack.CrashHost;

// WinBack.CrashHost script FOLDER [write N | before N | inside N | after N]
// WinBack.CrashHost serve FOLDER [write N | …]            posted events are applied at once
// WinBack.CrashHost serveByQueue FOLDER [write N | …]     posted events go by way of a queue
var options = CrashOptions.Read(args.AsSpan(1));
await (args[0] switch
{
    "serve" => new ServeRun(options, "Direct").RunAsync(),
    "serveByQueue" => new ServeRun(options, "ServiceBus").RunAsync(),
    _ => new ScriptRun(options).RunAsync(),
});
return 0;
