using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.TestKit.Azurite;
using Xunit;
using Xunit.Abstractions;

namespace WinBack.Local.Tests.Crash;

/// <summary>Two campaigns want the last slot of the same people at the same instants, each from a process of its own.</summary>
public sealed class LastSlotTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Users = 40;

    [SkippableFact]
    public async Task TwoProcesses_RaceForTheLastSlot_OneOfThemGetsIt()
    {
        using var race = new ARace(azurite.Process.Connection, "race", Users, "caps: [ { max: 1, per: P1D } ]", "Hello");

        await race.RunAsync();

        output.WriteLine($"red {race.Calls.Red}, blue {race.Calls.Blue}");
        Assert.Equal(Users, race.Calls.Red + race.Calls.Blue);
        foreach (var id in race.Names)
        {
            Assert.Single((await race.People.FindAsync(id))!.Contacts);
            Assert.Equal([AttemptState.Held, AttemptState.Accepted], (await race.People.LedgerAsync(id)).Select(row => row.State).OrderDescending());
        }

        Assert.Empty((await race.Services.GetRequiredService<AuditReader>().ReadAsync()).Violations);
    }
}
