using WinBack.CrashHost;

// WinBack.CrashHost script FOLDER [write N | before N | inside N | after N]
// WinBack.CrashHost serve FOLDER [write N | …]
var options = CrashOptions.Read(args.AsSpan(1));
await (args[0] == "serve" ? new ServeRun(options).RunAsync() : new ScriptRun(options).RunAsync());
return 0;
