using System.Text.Json;
using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

/// <summary>Events in several currencies: reports are in euros, a dollar is worth 0.92 of one.</summary>
public sealed class CurrenciesTests
{
    private readonly AWorld _world = new(campaigns: Given.Campaign());

    public CurrenciesTests() => _world.Money.Rates["USD"] = 0.92m;

    [Fact]
    public async Task Apply_PurchasesAndRefundsInSeveralCurrencies_AddUpInThatOfReports()
    {
        await EnrolAsync();
        await _world.ApplyAsync(
            Bought("order-4", 1, 20, currency: null), Bought("order-2", 2, 10, "USD"), Bought("order-3", 3, 5, "EUR"),
            Refund(-10, "USD", "order-2"), Refund(-5, "USD", of: null));

        var open = (await _world.UserAsync()).Open[0];
        Assert.Equal(20.4m, open.Revenue);                          // 20 + 9.20 + 5 - 9.20 - 4.60
        Assert.Equal((3, 20.4m), (open.FollowUp!.Purchases, open.FollowUp.Revenue30));
        Assert.Equal(40.4m, (await _world.UserAsync()).Activity.ByType["purchase"].Value);
        Assert.Equal((10m, "USD", 9.2m), (await _world.People.EventsAsync("anna")).Where(each => each.Id == "order-2").Select(each => (each.Value!.Value, each.Currency!, each.Converted!.Value)).Single());
    }

    [Fact]
    public async Task Apply_LateInAnotherCurrency_IsConvertedAsWell()
    {
        await EnrolAsync();
        _world.Clock.Advance(TimeSpan.FromDays(20));
        await _world.ScanAsync();
        await _world.ApplyAsync(Bought("late", 1, 10, "USD"));

        Assert.Equal(9.2m, (await _world.UserAsync()).Closed[0].Outcome.Outcome!.Revenue);
    }

    [Fact]
    public async Task Apply_WithoutRate_IsRefusedAloneAndNamesTheSetting()
    {
        PlacedEvent[] items = [new(0, Given.Purchase(Given.Noon)), new(1, Given.Purchase(Given.Noon, "francs") with { Currency = "CHF" }), new(2, Given.Event("visit", Given.Noon) with { Currency = "CHF" })];
        var results = await _world.Ingest.ApplyAsync(items, _world.Sequences, default);

        Assert.Equal([ItemStatus.Applied, ItemStatus.Refused, ItemStatus.Applied], results.Select(each => each.Status));     // without a value there is nothing to convert
        Assert.Equal(
            new Refusal(1, "francs", "currency", "The value is in CHF, and no rate says what that is worth in EUR.", "EUR, USD; with the setting Money__Rates__CHF, what one CHF is worth in EUR, CHF as well."),
            results[1].Refusal);
        Assert.Equal(1, (await _world.UserAsync()).Activity.ByType["purchase"].Count);
    }

    [Fact]
    public async Task Merge_AfterTheRateIsGone_KeepsWhatWasCounted()
    {
        await _world.ApplyAsync(Given.Purchase(Given.Noon, user: "visitor", value: 10) with { Currency = "USD" });
        _world.Money.Rates.Clear();
        await _world.ApplyAsync(Given.Event("login", Given.Noon) with { MergeFrom = "visitor" });

        Assert.Equal((1, 9.2m), ((await _world.UserAsync()).Activity.ByType["purchase"].Count, (await _world.UserAsync()).Activity.ByType["purchase"].Value));
    }

    private async Task EnrolAsync()
    {
        await _world.ApplyAsync(Given.Purchase(Given.Noon));
        _world.Clock.SetUtcNow(Given.Noon.AddDays(31));
        await _world.ScanAsync();
    }

    private static IncomingEvent Bought(string id, int day, decimal value, string? currency) =>
        Given.Purchase(Given.Noon.AddDays(31 + day), id, value: value) with { Currency = currency };

    private static IncomingEvent Refund(decimal value, string currency, string? of) => Bought($"refund-{of}", 4, value, currency) with
    {
        Properties = of is null ? null : JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["refundOf"] = of }),
    };
}
