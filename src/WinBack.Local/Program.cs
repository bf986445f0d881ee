using WinBack.Local.Commands;

return await CommandLine.RunAsync(args);
