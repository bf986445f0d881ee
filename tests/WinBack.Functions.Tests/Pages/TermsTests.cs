using System.Text.RegularExpressions;
using WinBack.Functions.Pages;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Functions.Tests.Pages;

public sealed partial class TermsTests
{
    // What has a definition on the dashboard and nowhere else: nothing that is counted from facts.
    private static readonly string[] OfTheDashboard =
        ["verdict", "holdout", "window", "accepted", "would-send", "delivered", "opened", "clicked", "lift", "interval", "profit", "lift-over-time", "corrected-comparison", "credit", "guard", "contamination", "scan", "audit", "rollup"];

    [Fact]
    public void Ids_OfNumbersThatReportsTraceToFacts_AreThoseOfThatGuide()
    {
        var anchors = Heading().Matches(Repository.Read("docs/reports.md")).Select(match => match.Groups[1].Value.Trim().ToLowerInvariant().Replace(' ', '-')).ToHashSet(StringComparer.Ordinal);

        Assert.All(Terms.All.Select(term => term.Id).Except(OfTheDashboard), id => Assert.Contains(id, anchors));
    }

    [Fact]
    public void Terms_AllOfThem_SayWhatOnWhomAndHow()
    {
        Assert.Equal(Terms.All.Count, Terms.All.Select(term => term.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Terms.All, term => Assert.All(new[] { term.Name, term.Meaning, term.Population, term.Formula }, text => Assert.True(text.Length > 3, term.Id)));
    }

    [Fact]
    public void Term_WithoutADefinition_CannotBeLinked() => Assert.Throws<ArgumentException>(() => new PageLinks(null).Term("no-such-thing"));

    [GeneratedRegex("(?m)^##+ (.+)$")]
    private static partial Regex Heading();
}
