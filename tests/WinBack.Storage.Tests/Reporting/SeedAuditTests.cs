using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Reporting;

/// <summary>A test to seed addresses is nobody's contact; a message that only says that it is one still is.</summary>
public sealed class SeedAuditTests
{
    private static readonly Campaign Replenish = Given.Campaign() with { Touches = [Given.Touch("first", "PT0H")] };

    private readonly ReportingWorld _world = new(Replenish);

    [Fact]
    public async Task Audit_TestToAUsersOwnAddress_CountsForNobody()
    {
        await _world.BuysAsync("anna");
        var hasher = new AddressHasher(new() { AddressHashKey = new('k', 32) });
        using var channels = new Channels([new OutboxChannel(Channel.Email, _world.Outbox, _world.Clock)], new(), new Paces(_world.Tables));
        var sender = new SeedSender(_world.Suppressions, channels, new(new(), new(), new(new()), hasher), new LapseOptions(), _world.Clock);
        Assert.NotEmpty(await sender.SendAsync(Replenish, [AUser.Reachable()]));

        var report = await _world.Audit.ReadAsync();

        Assert.Equal((0L, true), (report.Departures, report.IsClean));
        Assert.Empty((await _world.People.FindAsync("anna"))!.Contacts);
    }

    [Fact]
    public async Task Audit_MessageOfAUserThatCallsItselfATest_IsFound()
    {
        await _world.BuysAsync("anna");
        await _world.Outbox.AddAsync(
            new()
            {
                Key = "x.1.y:first:email",
                Channel = Channel.Email,
                UserId = "anna",
                Campaign = Replenish.Id,
                Touch = "first",
                Addresses = ["anna@example.com"],
                Content = new("S", null, "T", null, null),
                IsTest = true,
            },
            _world.Now);

        Assert.NotEmpty(await _world.BrokenAsync(Promise.NeverTwice));
    }
}
