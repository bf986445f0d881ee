using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Reporting;

namespace WinBack.Local.Commands;

/// <summary><c>audit</c>: holds the promises against what happened.</summary>
internal static class AuditCommand
{
    public static Command Make()
    {
        var data = Option.Data();
        var json = Option.Json();
        var command = new Command("audit", "Derives the truth from events, suppressions and what left the house, holds the seven promises against it, and names the rows that break one. Exit code 1 if any does.") { data, json };
        command.SetAction(async (call, cancel) =>
        {
            await using var app = ReadOnlyApp.Open(new(call.GetValue(data)!));
            var audit = await app.Services.GetRequiredService<AuditReader>().ReadAsync(cancel: cancel);
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(audit, JsonOutput.Options));
            else
                AuditPrinter.Print(audit);
            return audit.IsClean ? CommandLine.Good : CommandLine.Wrong;
        });
        return command;
    }
}
