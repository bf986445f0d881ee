using WinBack.Core.Users;
using WinBack.Storage.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class SuppressionStoreTests
{
    private const string Anna = "anna@example.com";

    [Fact]
    public async Task Apply_OptOut_SuppressesOnThatChannelHoweverItIsWritten()
    {
        var world = new AWorld();
        await Say(world, lifted: false, 0);

        Assert.True(await world.Suppressions.IsSuppressedAsync(Channel.Email, " Anna@Example.COM "));
        Assert.False(await world.Suppressions.IsSuppressedAsync(Channel.Sms, Anna));
        Assert.False(await world.Suppressions.IsSuppressedAsync(Channel.Email, "bert@example.com"));
    }

    [Theory]
    [InlineData(-1, true)]   // an older consent comes late
    [InlineData(0, true)]    // on a tie "no" wins
    [InlineData(1, false)]
    public async Task Apply_ConsentAfterwards_LiftsOnlyIfNewer(int hours, bool suppressed)
    {
        var world = new AWorld();
        await Say(world, lifted: false, 0);
        await Say(world, lifted: true, hours);

        Assert.Equal(suppressed, await world.Suppressions.IsSuppressedAsync(Channel.Email, Anna));
    }

    [Theory]
    [InlineData(1, false)]   // older than the consent that lifted it
    [InlineData(2, true)]    // on a tie "no" wins
    [InlineData(3, true)]
    public async Task Apply_OptOutAfterLifting_WinsUnlessOlder(int hours, bool suppressed)
    {
        var world = new AWorld();
        await Say(world, lifted: false, 0);
        await Say(world, lifted: true, 2);
        await Say(world, lifted: false, hours);

        Assert.Equal(suppressed, await world.Suppressions.IsSuppressedAsync(Channel.Email, Anna));
    }

    [Fact]
    public async Task Apply_LiftOfNothing_LeavesNoRow()
    {
        var world = new AWorld();
        await Say(world, lifted: true, 0);
        await Say(world, lifted: false, -1);   // still an opt-out that nothing stood against

        Assert.True(await world.Suppressions.IsSuppressedAsync(Channel.Email, Anna));
    }

    [Fact]
    public async Task Apply_Address_IsNowhereInTheTable()
    {
        var world = new AWorld();
        await Say(world, lifted: false, 0);

        for (var shard = 0; shard < 16; shard++)
        {
            await foreach (var row in world.Tables.Open("Suppressions").ReadRangeAsync(Storage.Users.PeopleKeys.Partition(shard), KeyText.Everything))
                Assert.DoesNotContain("anna", row.Row + System.Text.Encoding.UTF8.GetString(row.Data.Span), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static ValueTask Say(AWorld world, bool lifted, int hours) =>
        world.Suppressions.ApplyAsync(new(Channel.Email, Anna, "opt-out", Given.Noon.AddHours(hours), lifted));
}
