using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class CampaignLifeTests
{
    [Theory]
    [InlineData(CampaignStatus.Draft, false, "Approved Active Paused Archived")]
    [InlineData(CampaignStatus.Draft, true, "Approved Archived")]
    [InlineData(CampaignStatus.Approved, true, "Active Draft Archived")]
    [InlineData(CampaignStatus.Active, true, "Paused Archived")]
    [InlineData(CampaignStatus.Paused, true, "Active Archived")]
    [InlineData(CampaignStatus.Archived, true, "")]
    public void After_EachStatus_IsExactlyWhatTheTableSays(CampaignStatus status, bool requireApproval, string expected)
    {
        Assert.Equal(expected, string.Join(' ', CampaignLife.After(status, requireApproval)));
        foreach (var next in Enum.GetValues<CampaignStatus>())
        {
            var allowed = next == status || expected.Split(' ').Contains(next.ToString());
            Assert.Equal(allowed, CampaignLife.Objection(status, next, requireApproval) is null);
        }
    }

    [Theory]
    [InlineData("anna", "ANNA ", true)]
    [InlineData("anna", "an\u200bna", true)]
    [InlineData("anna", "\u2060anna\ufeff", true)]
    [InlineData("anna", "\u202eanna", true)]
    [InlineData("anna", "hanna", false)]
    public void IsSamePerson_NamesThatLookTheSame_AreOne(string one, string other, bool same) => Assert.Equal(same, CampaignLife.IsSamePerson(one, other));

    [Fact]
    public void Objection_NamesWhatMayFollow()
    {
        Assert.Equal("it is draft, and what may follow is approved, archived", CampaignLife.Objection(CampaignStatus.Draft, CampaignStatus.Active, requireApproval: true));
        Assert.Equal(
            "it is archived, which is the end; publish the file under another id",
            CampaignLife.Objection(CampaignStatus.Archived, CampaignStatus.Active, requireApproval: false));
    }
}
