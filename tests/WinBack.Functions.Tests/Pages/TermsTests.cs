using System.Text.RegularExpressions;
using WinBack.Core.Reporting;
using WinBack.Functions.Pages;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Functions.Tests.Pages;

public sealed partial class TermsTests
{
    // What a formula makes of numbers that have a query, and what is no number of a report: nothing that is counted from facts.
    private static readonly string[] WithoutQuery =
        ["verdict", "holdout", "window", "lift", "interval", "always-valid-interval", "profit", "corrected-comparison", "detectable-lift", "guard", "scan", "audit", "rollup"];

    [Fact]
    public void Ids_OfNumbersThatAreCounted_HaveAQueryUnderTheSameNameInTheGuide()
    {
        var page = Repository.Read("docs/reports.md");
        var queried = Heading().Matches(page).Where(match => Section(page, match).Contains("```sql", StringComparison.Ordinal))
            .Select(match => match.Groups[2].Value.Trim().ToLowerInvariant().Replace(' ', '-')).ToHashSet(StringComparer.Ordinal);

        Assert.All(Terms.All.Select(term => term.Id).Except(WithoutQuery), id => Assert.Contains(id, queried));
        Assert.All(WithoutQuery, id => Assert.DoesNotContain(id, queried));
    }

    [Fact]
    public void Terms_OnPopulationsOfAReport_SayThemInItsWords()
    {
        Assert.Equal(Populations.Primary, Terms.Find("return-rate")!.Population);
        Assert.Equal(Populations.Harm, Terms.Find("harm")!.Population);
    }

    [Fact]
    public void Terms_AllOfThem_SayWhatOnWhomAndHow()
    {
        Assert.Equal(Terms.All.Count, Terms.All.Select(term => term.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Terms.All, term => Assert.All(new[] { term.Name, term.Meaning, term.Population, term.Formula }, text => Assert.True(text.Length > 3, term.Id)));
    }

    [Fact]
    public void Term_WithoutADefinition_CannotBeLinked() => Assert.Throws<ArgumentException>(() => new PageLinks(null).Term("no-such-thing"));

    // Up to the next heading that is not below it.
    private static string Section(string page, Match heading) => page[heading.Index..(Heading().Matches(page)
        .FirstOrDefault(next => next.Index > heading.Index && next.Groups[1].Length <= heading.Groups[1].Length)?.Index ?? page.Length)];

    [GeneratedRegex("(?m)^(##+) (.+)$")]
    private static partial Regex Heading();
}
