using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>Characters that turn the direction of the text around them have no place in what people read by line.</summary>
public sealed class TurnedTextTests
{
    private const string Campaign = """
        id: again
        name: Again
        goal: purchase
        lapse: {after: P30D, since: purchase}
        holdout: 20%
        attributionWindow: P14D
        touches:
          - {id: a, delay: P1D, channels: [email], email: {subject: "Subject", preheader: "Preheader", body: B}}
          - {id: b, delay: P2D, channels: [push], push: {title: "Title", body: B}}
        """;

    [Theory]
    [InlineData("name: Again", "name", "U+202E")]
    [InlineData("\"Subject", "touches[0].email.subject", "U+2066")]
    [InlineData("\"Preheader", "touches[0].email.preheader", "U+202A")]
    [InlineData("\"Title", "touches[1].push.title", "U+2069")]
    public void Read_CharacterThatTurnsText_IsRefusedByItsCode(string behind, string path, string code)
    {
        var turn = (char)Convert.ToInt32(code[2..], 16);
        var text = Campaign.Replace(behind, behind + turn + "x", StringComparison.Ordinal);

        var error = Assert.Single(CampaignFile.Read("f", text).Errors);

        Assert.Equal((path, $"{code}, which turns the direction of the text around it"), (error.Path, error.Found));
        Assert.NotNull(CampaignFile.ReadPublished("f", text).Campaign);      // what was published once stays readable
    }

    [Theory]
    [InlineData("شما\u200cرا")]
    [InlineData("👨\u200d👩\u200d👧")]
    [InlineData("\u200fשלום")]
    public void Read_CharactersThatLanguagesNeed_AreTaken(string subject) =>
        Assert.Empty(CampaignFile.Read("f", Campaign.Replace("Subject", subject, StringComparison.Ordinal)).Errors);
}
