using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

public sealed class CampaignConflictTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Theory]
    [InlineData("winback", null, "winback", null, true)]
    [InlineData("winback", null, "others", null, false)]
    [InlineData(null, null, null, null, false)]
    [InlineData(null, "b", null, null, true)]
    [InlineData(null, null, null, "a", true)]          // whichever says so
    [InlineData(null, "c", null, "c", false)]
    public void Of_EnrolledInB_IsKeptOutOfA(string? group, string? conflicts, string? otherGroup, string? otherConflicts, bool isKeptOut)
    {
        var campaign = Given.Campaign("a") with { Group = group, ConflictsWith = conflicts is null ? [] : [conflicts] };
        var other = Given.Campaign("b") with { Group = otherGroup, ConflictsWith = otherConflicts is null ? [] : [otherConflicts] };
        var user = Given.User().In(other);

        Assert.Equal(isKeptOut, CampaignConflict.Of(user, campaign, Given.Set(campaign, other)) is not null);
    }

    [Fact]
    public void Of_Several_NamesTheOneThatEndsLast()
    {
        Campaign[] all = [Given.Campaign("a") with { Group = "g" }, Given.Campaign("b") with { Group = "g" }, Given.Campaign("c") with { Group = "g" }];
        var user = Given.User().In(all[1], Noon).In(all[2], Noon.AddDays(-5));

        Assert.Equal("b", CampaignConflict.Of(user, all[0], Given.Set(all))!.Campaign);
    }

    [Fact]
    public void Of_ACampaignThatIsOver_StillKeepsOutWhileItsWindowIsOpen()
    {
        var (campaign, over) = (Given.Campaign("a") with { Group = "g" }, Given.Campaign("b") with { Group = "g", Status = CampaignStatus.Archived });

        Assert.NotNull(CampaignConflict.Of(Given.User().In(over), campaign, Given.Set(campaign, over)));
    }
}
