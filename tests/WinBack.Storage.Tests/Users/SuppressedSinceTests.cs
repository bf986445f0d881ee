using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Users;

public sealed class SuppressedSinceTests
{
    private readonly SuppressionStore _store = new(new MemoryTables(), new(new() { AddressHashKey = new('k', 32) }));

    [Fact]
    public async Task SuppressedSince_HeardLaterThanSaid_IsWhenItWasHeard()
    {
        await ApplyAsync(Given.Noon, seenAt: Given.Noon.AddHours(2));

        Assert.Equal(Given.Noon.AddHours(2), await SinceAsync());
    }

    [Fact]
    public async Task SuppressedSince_SaidAgain_StaysTheFirst()
    {
        await ApplyAsync(Given.Noon);
        await ApplyAsync(Given.Noon.AddDays(1));

        Assert.Equal(Given.Noon, await SinceAsync());
    }

    [Fact]
    public async Task SuppressedSince_LiftedAndSaidAgain_BeginsAnew()
    {
        await ApplyAsync(Given.Noon);
        await ApplyAsync(Given.Noon.AddDays(1), lifted: true);
        Assert.Null(await SinceAsync());

        await ApplyAsync(Given.Noon.AddDays(2));
        Assert.Equal(Given.Noon.AddDays(2), await SinceAsync());
    }

    private ValueTask<DateTimeOffset?> SinceAsync() => _store.SuppressedSinceAsync(Channel.Email, "anna@example.com");

    private ValueTask ApplyAsync(DateTimeOffset at, DateTimeOffset? seenAt = null, bool lifted = false) =>
        _store.ApplyAsync(new(Channel.Email, "anna@example.com", "opt-out", at, lifted) { SeenAt = seenAt });
}
