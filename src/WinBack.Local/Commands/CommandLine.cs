using System.CommandLine;
using Microsoft.Extensions.Options;
using WinBack.Local.Hosting.Functions;
using WinBack.Local.Sqlite;
using WinBack.Storage.Users;

namespace WinBack.Local.Commands;

/// <summary>The command line: which commands there are, and what exit codes mean.</summary>
internal static class CommandLine
{
    /// <summary>Done, and nothing was wrong.</summary>
    public const int Good = 0;

    /// <summary>Done, and something is wrong with what was looked at: a broken promise, an error in a file, a line that was refused.</summary>
    public const int Wrong = 1;

    /// <summary>Not done: the call, the data directory or a file it names does not allow it. Nothing was changed, or it can be called again.</summary>
    public const int Refused = 2;

    /// <summary>Not done, and nothing was changed: it is above the providers' limits, and waits for <c>--confirm</c>.</summary>
    public const int Unconfirmed = 3;

    /// <summary>Runs one call of the command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var call = Root().Parse(args);
            var code = await call.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
            return call.Errors.Count > 0 ? Refused : code;
        }
        catch (OperationCanceledException)
        {
            return 130;   // as a shell says of a program that was interrupted
        }
        catch (Exception refusal) when (refusal is CommandException or LayoutMismatchException or DataFileException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"winback: {refusal.Message}");
            return Refused;
        }
        catch (Exception misconfigured) when (misconfigured is OptionsValidationException or FunctionBindingException or FormatException || IsOfTheBinder(misconfigured))
        {
            await Console.Error.WriteLineAsync($"winback: a setting cannot be used. {misconfigured.Message}");
            return Refused;
        }
    }

    // Its words name the setting and what stands there: "Failed to convert configuration value 'Kafka' at 'Ingest:Mode' …".
    private static bool IsOfTheBinder(Exception failure) =>
        failure is InvalidOperationException && failure.Message.Contains("configuration value", StringComparison.Ordinal);

    private static RootCommand Root() => new(
        "WinBack finds the users who have gone quiet, brings them back, and proves with a holdout how many came back because of it.\n"
        + "Exit codes: 0 good; 1 done, but something looked at is wrong; 2 not done; 3 not done, above the providers' limits: --confirm does it.")
    {
        DemoCommand.Make(),
        RunCommand.Make(),
        CampaignCommand.Make(),
        ExclusionsCommand.Make(),
        CatalogueCommand.Make(),
        OfferCommand.Make(),
        ImportCommand.Make(),
        ReplayCommand.Make(),
        AdvanceCommand.Make(),
        LapsedCommand.Make(),
        RfmCommand.Make(),
        OutboxCommand.Make(),
        ReportCommand.Make(),
        ProgrammeCommand.Make(),
        ExportCommand.Make(),
        LiftCommand.Make(),
        WhyCommand.Make(),
        AuditCommand.Make(),
        UserCommand.Make(),
    };
}

/// <summary>A call that cannot be carried out, in words for who made it.</summary>
internal sealed class CommandException(string message) : Exception(message);
