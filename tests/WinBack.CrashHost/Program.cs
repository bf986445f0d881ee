using WinBack.CrashHost;

// WinBack.CrashHost script FOLDER [write N | before N | inside N | after N | everywhere]
// WinBack.CrashHost serve FOLDER [write N | …]            posted events are applied at once
// WinBack.CrashHost serveByQueue FOLDER [write N | …]     posted events go by way of a queue
// WinBack.CrashHost race FOLDER CAMPAIGN USERS            contacts users by one campaign, in step with another process
if (args[0] == "race")
{
    await RaceRun.Read(args.AsSpan(1)).RunAsync();
    return 0;
}

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
        await new ScriptRun(options).RunAsync();
        break;
}

return 0;
