using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class StoredLayoutTests
{
    private readonly MemoryTables _tables = new();

    [Fact]
    public async Task Check_TheSameLayoutAgain_IsGood()
    {
        await StoredLayout.CheckAsync(_tables, StorageLayout.OneMachine);
        await StoredLayout.CheckAsync(_tables, StorageLayout.OneMachine);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(4, 2)]
    public async Task Check_AnotherLayout_IsRefused(int people, int facts)
    {
        await StoredLayout.CheckAsync(_tables, StorageLayout.OneMachine);
        var refusal = await Assert.ThrowsAsync<LayoutMismatchException>(
            () => StoredLayout.CheckAsync(_tables, new() { PeopleShards = people, FactShards = facts }));
        Assert.Contains("4 people shards, 1 fact shards", refusal.Message, StringComparison.Ordinal);
        await StoredLayout.CheckAsync(_tables, StorageLayout.OneMachine);
    }
}
