using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

/// <summary>An erasure of a person of several ids, one of which was enrolled: what they did as the survivor until then counts, and nothing of any id is left.</summary>
public sealed class MergedErasureTests
{
    private static readonly DateOnly First = DateOnly.FromDateTime(Given.Noon.UtcDateTime);

    private readonly MemoryTables _memory = new();
    private readonly AWorld _world;
    private string _key = "";

    public MergedErasureTests()
    {
        _world = new(_memory, campaigns: Given.Campaign());
        _world.Money.Currency = "USD";
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("anon")]
    public async Task Erase_OpenEnrolmentOfAMergedUser_KeepsTheReturnMadeAsTheSurvivor(string erased)
    {
        await EnrolAndMergeAsync();
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddHours(1), "back", value: 20));
        await LaterAsync(1);

        await _world.Erasures.EraseAsync(erased, _world.Sequences);

        var fact = await OutcomeAsync();
        Assert.Equal((20m, "USD", false), (fact.Outcome!.Revenue, fact.About!.Currency, fact.Outcome.ReturnedAt is null));
        Assert.DoesNotContain(await FactsAsync(), each => each.Person == _key && each.Kind == FactKind.OptedOut);     // an erasure is no stop
    }

    [Fact]
    public async Task Erase_AfterTheClose_CountsWhatFollowedUntilThen()
    {
        await EnrolAndMergeAsync();
        await LaterAsync(15);
        await _world.ApplyAsync(Given.Purchase(_world.Now.AddDays(20), "later", value: 7));
        await LaterAsync(30);

        await _world.Erasures.EraseAsync("anna", _world.Sequences);

        var fact = await OutcomeAsync();
        Assert.Equal((7m, true), (fact.About!.FollowUp!.Revenue90, fact.Outcome!.ReturnedAt is null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public async Task Erase_Survivor_LeavesNothingOfEitherIdButFactsUnderAKeyThatNobodyHolds(int days)
    {
        await EnrolAndMergeAsync();
        await LaterAsync(days);

        await _world.Erasures.EraseAsync("anna", _world.Sequences);
        await _world.ScanAsync();

        Assert.DoesNotContain(await _world.DueRowsAsync(), row => row.UserId is "anon" or "anna" && row.Kind == DueKind.Close);
        Assert.DoesNotContain(_memory.All(), each => each.Table != "Due" && (ErasureTests.Mentions(each.Row, "anon") || ErasureTests.Mentions(each.Row, "anna")));
        Assert.All(_memory.All().Where(each => ErasureTests.Mentions(each.Row, _key)), each => Assert.Equal("Facts", each.Table));
    }

    private async Task EnrolAndMergeAsync()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now, "profile-a", "anon"), Given.Purchase(_world.Now, "order-a", "anon"));
        await LaterAsync(31);
        _key = (await _world.UserAsync("anon")).PersonKey;
        await _world.ApplyAsync(new IncomingEvent { Id = "merge-1", UserId = "anna", Type = IncomingEvent.ProfileType, At = _world.Now, MergeFrom = "anon" });
    }

    private async Task LaterAsync(int days)
    {
        _world.Clock.Advance(TimeSpan.FromDays(days));
        await _world.ScanAsync();
    }

    private async Task<Fact> OutcomeAsync() => (await FactsAsync()).Where(each => each.Kind == FactKind.Outcome && each.Person == _key).MaxBy(each => each.Sequel ?? 1)!;

    private async Task<List<Fact>> FactsAsync()
    {
        List<Fact> facts = [];
        await foreach (var fact in _world.Facts.ReadAsync("replenish", First, First.AddDays(200)))
            facts.Add(fact);
        return facts;
    }
}
