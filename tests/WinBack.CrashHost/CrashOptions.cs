using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;

namespace WinBack.CrashHost;

/// <summary>Where this life is lived, and when it ends.</summary>
/// <param name="Folder">Holds the data directory, the provider's calls and how far the script came.</param>
/// <param name="StopAtWrite">Killed before this write, from 1; null never.</param>
/// <param name="StopAtCall">Killed around this call of the provider, from 1; null never.</param>
/// <param name="StandsStill">Not killed, but stands still: around every call, and before the first of every two kinds of write that follow each other.</param>
internal sealed record CrashOptions(string Folder, int? StopAtWrite, (CallMoment Moment, int Number)? StopAtCall, bool StandsStill = false)
{
    /// <summary>Reads <c>FOLDER [write N | before N | inside N | after N | everywhere]</c>.</summary>
    public static CrashOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new CrashOptions(arguments[0], null, null);
        if (arguments.Length < 3)
            return options with { StandsStill = arguments is [_, "everywhere"] };
        var number = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        return arguments[1] == "write" ? options with { StopAtWrite = number } : options with { StopAtCall = (Enum.Parse<CallMoment>(arguments[1], ignoreCase: true), number) };
    }

    /// <summary>Puts the tables that stop and the provider in the place of the app's own.</summary>
    public void Replace(IServiceCollection services, KillSwitch killSwitch)
    {
        var tables = AzuriteTables.Open() ?? (ITables)services.Last(service => service.ServiceType == typeof(ITables)).ImplementationInstance!;
        services.AddSingleton<ITables>(new StoppingTables(tables, killSwitch, this));
        foreach (var own in services.Where(service => service.ServiceType == typeof(IChannel)).ToList())
            services.Remove(own);
        // The outbox of the provider is no part of the app: its writes are not counted.
        var outbox = new Outbox(tables);
        foreach (var channel in Enum.GetValues<Channel>())
        {
            services.AddSingleton<IChannel>(provider => new Provider(
                channel, outbox, provider.GetRequiredService<TimeProvider>(), killSwitch, this));
        }
    }
}
