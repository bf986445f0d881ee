using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Storage.Sending;
using WinBack.TestKit.Azurite;
using Xunit;

namespace WinBack.Local.Tests.Crash;

/// <summary>Two campaigns hand out the codes of one pool, of which there are too few, each from a process of its own.</summary>
public sealed class LastCodeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Offer = "offer: { id: spring, code: pool, value: { amount: 5, currency: EUR }, budget: { count: 100 } }";
    private const int Users = 20;
    private const int Codes = 12;

    [SkippableFact]
    public async Task TwoProcesses_RaceForTheLastCode_OneOfThemGetsIt()
    {
        using var race = new ARace(azurite.Process.Connection, "codes", Users, Offer, "Hello{{#if offer}}, {{offer.code}}{{/if}}");
        var stock = race.Services.GetRequiredService<OfferStock>();
        await stock.ImportAsync("spring", [.. Enumerable.Range(0, Codes).Select(number => string.Create(CultureInfo.InvariantCulture, $"CODE-{number}"))]);

        await race.RunAsync();

        Assert.Equal(2 * Users, race.Calls.Red + race.Calls.Blue);      // without a code it goes out without
        List<string> codes = [];
        foreach (var id in race.Names)
            codes.AddRange((await race.People.FindAsync(id))!.Offers.Select(grant => grant.Code));
        Assert.Equal((Codes, Codes), (codes.Count, codes.Distinct().Count()));
        Assert.Equal(new OfferCounts(0, Codes, 0, 5 * Codes), await stock.CountAsync("spring"));
    }
}
