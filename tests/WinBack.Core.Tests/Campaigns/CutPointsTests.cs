using WinBack.Core.Campaigns;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>Cut points that are told from the base, and how they come into a file.</summary>
public sealed class CutPointsTests
{
    private static readonly RfmCuts Cuts = new([14, 30, 60, 120], [2, 3, 5, 9], [25, 60.5m, 120, 300]);

    [Fact]
    public void Of_PeopleWhoAllDiffer_GivesEachScoreToAFifth()
    {
        RfmSample[] people = [.. Enumerable.Range(0, 1000).Select(i => new RfmSample((i * 7919) % 1000, 1 + (i * 6151) % 1000, (i * 3571) % 1000))];
        var cuts = RfmCuts.Of(people)!;
        var rule = new RfmRule("purchase", 365, cuts.Recency, cuts.Frequency, cuts.Monetary);

        foreach (var score in new Func<RfmSample, int>[] { each => rule.Score(each).Recency, each => rule.Score(each).Frequency, each => rule.Score(each).Monetary })
            Assert.Equal([200, 200, 200, 200, 200], people.CountBy(score).OrderBy(each => each.Key).Select(each => each.Value));
    }

    [Fact]
    public void Of_HalfBoughtOnce_KeepsTheCutPointsRising()
    {
        RfmSample[] people = [.. Enumerable.Range(0, 100).Select(i => new RfmSample(i < 90 ? 0 : i, i < 50 ? 1 : 4, i < 90 ? -5 : 80))];
        var cuts = RfmCuts.Of(people)!;

        Assert.Equal([0, 1, 2, 3], cuts.Recency);
        Assert.Equal([2, 3, 4, 5], cuts.Frequency);
        Assert.Equal([1, 2, 3, 4], cuts.Monetary);
        Assert.Empty(CampaignFile.Read("a.yaml", $"{CampaignFileTests.Smallest}\nrfm: {{cutPoints: {CutPointsText.Words(cuts)}}}").Errors);
    }

    [Fact]
    public void Of_MostBoughtOnce_HasThemAtFrequencyOneAndNewCustomers()
    {
        RfmSample[] people = [.. Enumerable.Range(0, 1000).Select(i => new RfmSample((i * 7919) % 365, i < 600 ? 1 : 2 + i % 7, i < 300 ? 0 : i < 310 ? .4m : i))];
        var cuts = RfmCuts.Of(people)!;
        var scores = people.Select(new RfmRule("purchase", 365, cuts.Recency, cuts.Frequency, cuts.Monetary).Score).ToList();

        Assert.Equal(600, scores.Count(each => each.Frequency == 1));
        Assert.Equal(300, scores.Count(each => each.Monetary == 1));     // and nobody who paid anything
        Assert.InRange(scores.Count(each => RfmRule.Segment(each.Recency, each.Frequency) == "new-customers"), 100, 140);
    }

    [Theory]
    [InlineData(300, "[60, 120, 180, 299]")]     // 40 % came with one import, 300 days ago
    [InlineData(100, "[60, 97, 98, 99]")]
    [InlineData(2, "[2, 3, 4, 5]")]              // four cut points below that there are none
    public void Of_ManyAwayForLongest_HasThemAtRecencyOne(int longest, string expected)
    {
        RfmSample[] people = [.. Enumerable.Range(1, 1000).Select(i => new RfmSample(i > 600 ? longest : Math.Min(longest, (i * 3 + 9) / 10), 1, 1))];
        var cuts = RfmCuts.Of(people)!;
        var rule = new RfmRule("purchase", 365, cuts.Recency, cuts.Frequency, cuts.Monetary);

        Assert.Equal(expected, CutPointsText.Words(cuts).Split("recency: ")[1].Split(", frequency")[0]);
        Assert.Equal(longest > 3, people.Any(each => rule.Score(each).Recency == 1));
        Assert.Empty(CampaignFile.Read("a.yaml", $"{CampaignFileTests.Smallest}\nrfm: {{cutPoints: {CutPointsText.Words(cuts)}}}").Errors);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void Of_FewPeople_MeasuresFromAHundredOn(int people, bool isMeasured) =>
        Assert.Equal(isMeasured, RfmCuts.Of([.. Enumerable.Range(0, people).Select(i => new RfmSample(i, i, i))]) is not null);

    [Theory]
    [InlineData("rfm: {cutPoints: base, within: P90D} # ours\n")]
    [InlineData("rfm:\n  within: P90D\n  cutPoints: 'base' # ours\nname: x\n")]
    [InlineData("rfm:\n  cutPoints:\n    base\n  within: P90D\n")]
    public void With_TheWordHoweverWritten_PutsNumbersInItsPlaceAndNothingElse(string section)
    {
        var text = "\uFEFFgoal: purchase\n" + section;
        var place = CutPointsText.Find(text)!;
        var with = place.With(Cuts);

        Assert.Equal(("purchase", 90), (place.Rule.Event, place.Rule.Within));
        Assert.Equal(("goal: purchase\n" + section).Replace(section.Contains('\'', StringComparison.Ordinal) ? "'base'" : "base", "{recency: [14, 30, 60, 120], frequency: [2, 3, 5, 9], monetary: [25, 60.5, 120, 300]}", StringComparison.Ordinal), with);
        Assert.Null(CutPointsText.Find(with));
        Assert.Equal(with, place.With(CutPointsText.PutInto(with)!));
    }

    [Theory]
    [InlineData("goal: purchase\n")]
    [InlineData("goal: purchase\nrfm: {recency: [1, 2, 3, 4], frequency: [1, 2, 3, 4], monetary: [1, 2, 3, 4]}\n")]
    [InlineData("- nothing of ours")]
    public void Find_NothingToMeasure_IsNull(string text) => Assert.Null(CutPointsText.Find(text));

    [Fact]
    public void Campaign_ThatIsNotMeasuredYet_ScoresNobody()
    {
        var campaign = CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\nrfm: {{cutPoints: base}}\naudience: {{field: rfm.recency, atLeast: 1}}");
        Assert.False(AudienceMatcher.Matches(campaign.Audience, Given.User(), DateTimeOffset.UnixEpoch));
    }
}
