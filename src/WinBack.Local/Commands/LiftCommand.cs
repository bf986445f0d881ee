using System.CommandLine;
using System.Text.Json;

namespace WinBack.Local.Commands;

/// <summary><c>lift</c>: the report's statistics for any randomised table.</summary>
internal static class LiftCommand
{
    public static Command Make()
    {
        var arguments = new LiftArguments();
        var json = Option.Json();
        var command = new Command("lift", "Compares the arms of any randomised table: per arm users, sum and mean; every arm against the control and every other pair with intervals for one look and for every look; relative lift; whether the arms came out as drawn; the same by segment. One row is one user: rows of the same user must be added up before. Exit code 1 if the arms did not come out as drawn, 2 if there was nothing to compare.");
        arguments.AddTo(command);
        command.Add(json);
        command.SetAction(async (call, cancel) =>
        {
            var table = await arguments.ReadAsync(call, cancel);
            var report = table.ToReport(arguments.Design(call, table), arguments.IsSegmented(call));
            if (call.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, JsonOutput.Options));
            else
                LiftPrinter.Print(report);
            return report.Comparisons.Count == 0 ? CommandLine.Refused : report.IsBalanced ? CommandLine.Good : CommandLine.Wrong;
        });
        return command;
    }
}
