using System.Text.RegularExpressions;
using WinBack.Core.Campaigns;
using WinBack.Core.Campaigns.Reading;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>The guide says what the reader does.</summary>
public sealed partial class CampaignGuideTests
{
    private static readonly string Guide = Repository.Read("campaigns/README.md");

    [Fact]
    public void Guide_Keys_AreExactlyThoseOfTheLanguage() => Assert.Equal(CampaignKeys.All.Order(), Described(Guide).Order());

    [Fact]
    public void Described_RowsOfAKeyTable_AreSeen() =>
        Assert.Equal(["id", "caps[].max"], Described("| key | what |\n|---|---|\n| `id` | a |\n| `caps[].max` | b |\n\n| form | gives |\n|---|---|\n| `{{name}}` | c |\n"));

    [Fact]
    public void Guide_Example_IsACampaign()
    {
        var campaign = CampaignFileTests.Valid(Example().Match(Guide).Groups["yaml"].Value);

        Assert.Equal((2, 0.1, 1), (campaign.Touches.Count, campaign.Holdout.Share, campaign.Caps.Count));
    }

    [Fact]
    public void Guide_Defaults_AreThoseOfTheReader()
    {
        var campaign = CampaignFileTests.Valid(CampaignFileTests.Smallest);

        Assert.Equal(campaign.CoolDown.ToString(), UnlessSaid("coolDown"));
        Assert.Equal(campaign.AttributionWindow.ToString(), UnlessSaid("attributionWindow"));
        Assert.Equal(campaign.Touches[0].Expires.ToString(), UnlessSaid("touches[].expires"));
        Assert.Equal($"{campaign.Holdout.Share * 100}%", UnlessSaid("holdout.share"));
        Assert.Equal($"{campaign.Entry.NotBeyond}", UnlessSaid("entry.notBeyond"));
        Assert.Equal(Threshold.Elapsed(QuietHoursSection.Spread).ToString(), UnlessSaid("quietHours.spread"));
        Assert.Equal((campaign.Language, "draft", $"{campaign.Priority}"), (UnlessSaid("language"), UnlessSaid("status"), UnlessSaid("priority")));
    }

    private static string UnlessSaid(string key) =>
        Guide.Split('\n').Single(line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal)).TrimEnd('|', ' ').Split("| ")[^1].Trim('`');

    // Only tables whose first column is headed "key"; an escaped bar does not end a cell.
    private static IEnumerable<string> Described(string guide) =>
        from table in KeyTable().Matches(guide)
        from Match row in Row().Matches(table.Value)
        select row.Groups["key"].Value;

    [GeneratedRegex(@"^\| key \|.*\n\|[-|]+\n(?:\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex KeyTable();

    [GeneratedRegex(@"^\| `(?<key>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
