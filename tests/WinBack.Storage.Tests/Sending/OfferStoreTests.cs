using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

public sealed class OfferStoreTests
{
    private static readonly OfferValue FiveEuros = new() { Amount = 5, Currency = "EUR" };
    private static readonly Offer Pool = new() { Id = "spring", Value = FiveEuros };
    private static readonly Offer Made = new() { Id = "spring", Value = FiveEuros, Pattern = "BACK-##########" };
    private static readonly OfferCodes Codes = new(new() { AddressHashKey = new string('k', 32) });

    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly MemoryTables _memory = new();

    [Fact]
    public async Task Take_EveryCodeOfAPool_ComesOnceAndThenNoneIsLeft()
    {
        await Stock().ImportAsync("spring", Numbered(20));

        var taken = new List<OfferAnswer>();
        for (var i = 0; i < 22; i++)
            taken.Add(await TakeAsync(Pool, $"e{i}"));

        Assert.Equal(Numbered(20).Order(), taken.OfType<OfferAnswer.Reserved>().Select(each => each.Code).Order());
        Assert.Equal(["no code is left", "no code is left"], taken.OfType<OfferAnswer.Exhausted>().Select(each => each.Why));
        Assert.Equal(new OfferCounts(0, 20, 20, 100), await Stock().CountAsync("spring"));
    }

    [Fact]
    public async Task Take_Again_GivesTheSameCode()
    {
        await Stock().ImportAsync("spring", Numbered(3));
        var first = new List<OfferAnswer>();
        foreach (var enrolment in new[] { "a", "b", "c" })
            first.Add(await TakeAsync(Pool, enrolment));      // with so few codes, some come from another shard than their own

        foreach (var (enrolment, answer) in new[] { "a", "b", "c" }.Zip(first))
            Assert.Equal(answer, await TakeAsync(Pool, enrolment));
    }

    [Fact]
    public async Task Take_AgainAfterItsOwnShardWasFilled_GivesTheSameCode()
    {
        var home = KeyText.Shard(Key("a"), OfferKeys.Shards);
        await Stock().ImportAsync("spring", [.. Numbered(50).Where(code => OfferKeys.ShardOf(code) != home)]);
        var first = await TakeAsync(Pool, "a");
        await Stock().ImportAsync("spring", Numbered(50));

        Assert.Equal(first, await TakeAsync(Pool, "a"));
    }

    [Fact]
    public async Task Take_AfterMoreWereImported_GivesThem()
    {
        await Stock().ImportAsync("spring", ["ONE"]);
        await TakeAsync(Pool, "a");
        Assert.IsType<OfferAnswer.Exhausted>(await TakeAsync(Pool, "b"));

        await Stock().ImportAsync("spring", ["ONE", "TWO"]);      // the one that was given is not free again

        Assert.Equal("TWO", Assert.IsType<OfferAnswer.Reserved>(await TakeAsync(Pool, "b")).Code);
        Assert.IsType<OfferAnswer.Exhausted>(await TakeAsync(Pool, "c"));
    }

    [Fact]
    public async Task Import_SameFileAgain_AddsNothing()
    {
        Assert.Equal(new(120, 0), await Stock().ImportAsync("spring", Numbered(120)));
        Assert.Equal(new(5, 120), await Stock().ImportAsync("spring", [.. Numbered(120), "A", "B", "C", "D", "E"]));
        Assert.Equal(125, (await Stock().CountAsync("spring")).Free);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("ä")]
    public async Task Import_WhatIsNoCode_IsRefused(string code) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Stock().ImportAsync("spring", [code]));

    [Fact]
    public async Task Take_Made_FollowsThePatternAndRepeatsNone()
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 200; i++)
            Assert.True(codes.Add(Assert.IsType<OfferAnswer.Reserved>(await TakeAsync(Made, $"e{i}")).Code));

        Assert.All(codes, code => Assert.Matches("^BACK-[2-9A-HJ-NP-Z]{10}$", code));
        Assert.Equal(Assert.IsType<OfferAnswer.Reserved>(await TakeAsync(Made, "e7")), await new OfferStore(new MemoryTables(), Codes, _clock).TakeAsync(Made, Key("e7"), FiveEuros));
    }

    [Theory]
    [InlineData(7, null, 7)]
    [InlineData(null, 37, 7)]      // seven times five; what is left is less than one
    [InlineData(9, 30, 6)]
    [InlineData(1, null, 1)]
    public async Task Take_Budget_HandsOutAsMuchAsFitsAndNoMore(int? count, int? amount, int most)
    {
        var offer = Made with { Budget = new(count, amount) };
        var taken = 0;
        for (var i = 0; i < 40; i++)
            taken += await TakeAsync(offer, $"e{i}") is OfferAnswer.Reserved ? 1 : 0;

        Assert.Equal(most, taken);
        Assert.Contains("is spent", Assert.IsType<OfferAnswer.Exhausted>(await TakeAsync(offer, "one more")).Why, StringComparison.Ordinal);
        Assert.IsType<OfferAnswer.Reserved>(await TakeAsync(offer, "e0"));     // who has one keeps it
    }

    [Fact]
    public async Task Take_LargeBudget_WritesTheRowThatDealsRarely()
    {
        var writes = 0;
        var tables = new MeddledTables(_memory) { BeforeWrite = (_, changes) => { writes += changes[0].Row == OfferKeys.Budget ? 1 : 0; return Task.CompletedTask; } };
        var store = new OfferStore(tables, Codes, _clock);
        for (var i = 0; i < 1_000; i++)
            Assert.IsType<OfferAnswer.Reserved>(await store.TakeAsync(Made with { Budget = new(1_000, null) }, Key($"e{i}"), FiveEuros));

        Assert.InRange(writes, 1, 60);     // 40 parts of 25, and the crumbs at the end
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Take_ManyAtOnceForTheLastOnes_GivesEachToOneAndCountsThem(bool isPool)
    {
        await Stock().ImportAsync("spring", Numbered(8));
        var offer = isPool ? Pool : Made with { Budget = new(8, 40) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => TakeAsync(offer, $"e{i % 20}"))));      // each enrolment by two runs

        var reserved = answers.OfType<OfferAnswer.Reserved>().Distinct().ToList();
        Assert.Equal(8, reserved.Count);
        Assert.Equal(8, reserved.DistinctBy(each => each.Code).Count());
        Assert.Equal(8, reserved.DistinctBy(each => each.Place.Key).Count());
        Assert.Equal(8, (await Stock().CountAsync("spring")).Taken);
    }

    [Fact]
    public async Task Take_AnotherProcessIsFasterAtTheLastCode_LeavesOneWinner()
    {
        await Stock().ImportAsync("spring", ["LAST"]);
        var tables = new MeddledTables(_memory);
        OfferAnswer? faster = null;
        tables.BeforeWrite = async (_, _) => faster ??= await TakeAsync(Pool, "faster");

        var slower = await new OfferStore(tables, Codes, _clock).TakeAsync(Pool, Key("slower"), FiveEuros);

        Assert.IsType<OfferAnswer.Reserved>(faster);
        Assert.IsType<OfferAnswer.Exhausted>(slower);
    }

    [Fact]
    public async Task Look_TakesNothing()
    {
        await Stock().ImportAsync("spring", ["ONE"]);
        Assert.Equal(new OfferAnswer.Available("spring"), await Store().LookAsync(Pool, Key("a"), FiveEuros));
        Assert.Equal(new OfferCounts(1, 0, 0, 0), await Stock().CountAsync("spring"));
        await TakeAsync(Pool, "b");
        Assert.Equal(new OfferAnswer.Exhausted("spring", "no code is left"), await Store().LookAsync(Pool, Key("a"), FiveEuros));
    }

    [Fact]
    public async Task Return_Twice_GivesCodeAndBudgetBackOnce()
    {
        await Stock().ImportAsync("spring", ["ONE"]);
        var offer = Pool with { Budget = new(1, null) };
        var taken = Assert.IsType<OfferAnswer.Reserved>(await TakeAsync(offer, "a"));

        await Store().ReturnAsync("spring", taken.Place, default);
        await Store().ReturnAsync("spring", taken.Place, default);

        Assert.Equal(new OfferCounts(1, 0, 0, 0), await Stock().CountAsync("spring"));
        Assert.Equal("ONE", Assert.IsType<OfferAnswer.Reserved>(await TakeAsync(offer, "b")).Code);
    }

    [Theory]
    [InlineData(false, 6, 0)]
    [InlineData(false, 7, 1)]     // exactly as long as it is left alone
    [InlineData(true, 400, 0)]    // a person's row holds it
    public async Task Reclaim_CodeThatACrashLeft_ComesBackAfterAWeek(bool isKept, int days, int reclaimed)
    {
        await Stock().ImportAsync("spring", ["ONE"]);
        var taken = Assert.IsType<OfferAnswer.Reserved>(await TakeAsync(Pool, "a"));
        if (isKept)
            await Store().KeepAsync("spring", taken.Place, default);
        _clock.Advance(TimeSpan.FromDays(days));

        Assert.Equal(reclaimed, await Store().ReclaimAsync("spring"));
        Assert.Equal(reclaimed, (await Stock().CountAsync("spring")).Free);
    }

    [Fact]
    public async Task Reclaim_AskedForAgainMeanwhile_LeavesItAlone()
    {
        await Stock().ImportAsync("spring", ["ONE"]);
        await TakeAsync(Pool, "a");
        _clock.Advance(TimeSpan.FromDays(6));
        await TakeAsync(Pool, "a");
        _clock.Advance(TimeSpan.FromDays(6));

        Assert.Equal(0, await Store().ReclaimAsync("spring"));
    }

    // The process ends before each write, and after it before its answer is heard.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Take_CrashAtEveryWrite_LosesNoCodeAndNoBudget(bool written)
    {
        for (var writes = 0; ; writes++)
        {
            var (memory, offer) = (new MemoryTables(), Pool with { Budget = new(6, null) });
            await new OfferStock(memory, _clock).ImportAsync("spring", Numbered(6));
            var tables = new FaultyTables(memory);
            tables.CrashAfter(writes, written);
            var crashed = false;
            var store = new OfferStore(tables, Codes, _clock);
            var answers = new List<OfferAnswer>();
            for (var i = 0; i < 6; i++)
            {
                try
                {
                    answers.Add(await store.TakeAsync(offer, Key($"e{i}"), FiveEuros));
                }
                catch (CrashException)
                {
                    crashed = true;
                    tables.Restart();
                    i--;        // the run begins anew
                }
            }

            Assert.Equal(Numbered(6), answers.Cast<OfferAnswer.Reserved>().Select(each => each.Code).Order());
            Assert.Equal(new OfferCounts(0, 6, 6, 30), await new OfferStock(memory, _clock).CountAsync("spring"));
            if (!crashed)
                break;
        }
    }

    private static List<string> Numbered(int count) => [.. Enumerable.Range(100, count).Select(i => $"CODE-{i}")];

    private static string Key(string enrolment) => Codes.KeyOf(enrolment, "spring");

    private Task<OfferAnswer> TakeAsync(Offer offer, string enrolment) => Store().TakeAsync(offer, Key(enrolment), FiveEuros);

    private OfferStore Store(ITables? tables = null) => new(tables ?? _memory, Codes, _clock);

    private OfferStock Stock() => new(_memory, _clock);
}
