using System.Text.Json;
using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Rollups;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Reporting.Rollups;

public sealed class RollupTests
{
    private static readonly Arm[] Arms = [Arm.Treatment, Arm.Treatment, Arm.Holdout, Arm.Global];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void ToRollup_SameFactsInAnyOrderAndMoreThanOnce_IsTheSameToTheByte(int seed)
    {
        var draw = new Random(seed);
        var facts = Facts(draw, 200);
        var shuffled = facts.Concat(facts.Where(_ => draw.Next(3) == 0)).OrderBy(fact => fact.Kind == FactKind.Enrolled ? 0 : 1).ThenBy(_ => draw.Next()).ToList();

        Assert.Equal(Text(Sum(facts)), Text(Sum(shuffled)));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Add_PartsByPerson_IsTheWhole(int seed)
    {
        var facts = Facts(new(seed), 300);
        Rollup sum = new();
        foreach (var part in facts.GroupBy(fact => fact.Person[^1]))
            sum.Add(Sum(part));

        // Counts and amounts are exact; squares are sums of doubles, and add up to the whole but for rounding.
        var (whole, parts) = (ReportOfSums.Of("c", default, default, Sum(facts), Sum(facts)), ReportOfSums.Of("c", default, default, sum, sum));
        Assert.Equal(JsonSerializer.Serialize(whole.Funnel), JsonSerializer.Serialize(parts.Funnel));
        Assert.Equal(JsonSerializer.Serialize(whole.Credit), JsonSerializer.Serialize(parts.Credit));
        Assert.Equal(Counts(whole), Counts(parts));
        Assert.Equal(JsonSerializer.Serialize(whole.Curves), JsonSerializer.Serialize(parts.Curves));
        Assert.Equal(whole.Lift.RevenuePerUser.Absolute!.Interval.Low, parts.Lift.RevenuePerUser.Absolute!.Interval.Low, 9);
        Assert.Equal(whole.Later!.Return!.Interval.Low, parts.Later!.Return!.Interval.Low, 9);
    }

    [Fact]
    public void Clusters_OfRunningSums_AreThoseOfPersonsAddedUp()
    {
        var draw = new Random(7);
        ClusterSums sums = new();
        double squares = 0, products = 0, sizes = 0;
        for (var person = 0; person < 50; person++)
        {
            LaterSums? before = null;
            var (revenue, count) = (0m, draw.Next(1, 6));
            for (var i = 0; i < count; i++)
            {
                var outcome = new Outcome(draw.Next(2) == 0 ? Given.Noon : null, null, draw.Next(-5, 100));
                sums.Add(outcome, before);
                before = LaterSums.With(before, Arm.Treatment, outcome);
                revenue += outcome.Revenue;
            }

            squares += (double)(revenue * revenue);
            products += (double)revenue * count;
            sizes += count * count;
        }

        Assert.Equal((50, sizes), (sums.Persons, sums.EnrolmentsSquared));
        Assert.Equal(squares, sums.Revenue.Squared, 6);
        Assert.Equal(products, sums.Revenue.Products, 6);
    }

    [Fact]
    public void ForReport_ManyLanguages_KeepsTheLargestAndSumsUpTheRest()
    {
        var facts = Enumerable.Range(0, 50).SelectMany(i => Enumerable.Range(0, i == 49 ? 1 : 3).Select(j => Enrolled($"p{i}.{j}", Arm.Treatment, Given.Noon) with { Locale = $"l{i:D2}" }));

        var bounded = Sum(facts).ForReport();

        Assert.Equal(Rollup.MostValues + 1, bounded.Locales.Count);
        Assert.Equal(148, bounded.Locales.Values.Sum(cell => cell.Enrolled));
        Assert.DoesNotContain("Treatment|0|l49", bounded.Locales.Keys);
        Assert.Equal(Text(bounded), Text(bounded.ForReport()));
    }

    [Fact]
    public void ForStorage_MoreLanguagesThanAReportShows_KeepsThemFromDayToDay()
    {
        Rollup days = new();
        for (var day = 0; day < 2; day++)
            days.Add(Sum(Enumerable.Range(20 * day, 60).Select(i => Enrolled($"p{day}.{i}", Arm.Treatment, Given.Noon.AddDays(day)) with { Locale = $"l{i:D2}" })).ForStorage());

        Assert.Equal(2, days.Locales["Treatment|0.2|l30"].Enrolled);
        var locales = ReportOfSums.Of("c", default, default, days).Groups.Single(table => table.By == "locale").Groups;
        Assert.Equal((Rollup.MostValues + 1, 120), (locales.Count, locales.Sum(each => each.Treatment.Enrolled)));
        Assert.Equal(120 - 2 * Rollup.MostValues, locales.Single(each => each.Value == Rollup.Other).Treatment.Enrolled);
    }

    // Of a row of 128 KiB.
    [Fact]
    public void ForStorage_ManyLanguagesArmsAndShares_FitsIntoARow()
    {
        var facts = Enumerable.Range(0, 6000).Select(i => Enrolled($"p{i}", Arms[i % 4], Given.Noon) with { Locale = i % 7 == 0 ? null : $"language-{i % 70}", Probability = .123456 + i / 600 / 100.0 });

        var stored = Sum(facts).ForStorage();

        Assert.InRange(stored.Locales.Count, 100, 300);
        Assert.Equal(6000, stored.Locales.Values.Sum(cell => cell.Enrolled));
        Assert.Equal(Text(stored), Text(stored.ForStorage()));
    }

    // Whoever is in no segment is no small one among many.
    [Fact]
    public void ForReport_ManySegments_KeepsThoseInNoneApart()
    {
        var facts = Enumerable.Range(0, 100).SelectMany(i => Enumerable.Range(0, 2).Select(j => Enrolled($"p{i}.{j}", Arm.Treatment, Given.Noon) with { Segment = i == 0 ? null : $"s{i:D2}" }));

        var bounded = Sum(facts).ForStorage().ForReport();

        Assert.Equal(2, bounded.Segments[$"Treatment|0.2|{Rollup.None}"].Enrolled);
        Assert.Equal((Rollup.MostValues + 2, 200), (bounded.Segments.Count, bounded.Segments.Values.Sum(cell => cell.Enrolled)));
        Assert.Equal(Rollup.None, ReportOfSums.Of("c", default, default, bounded).Groups.Single(table => table.By == "segment").Groups[^1].Value);
    }

    [Theory]
    [InlineData(89.9, 1)]
    [InlineData(90, 0)]
    [InlineData(120, 0)]
    public void FollowUp_EnteredAgain_CountsWithin90Days(double days, int counted)
    {
        var enrolled = Enrolled("p", Arm.Treatment, Given.Noon) with { Entry = 1 };

        var cell = Sum([enrolled, enrolled with { Kind = FactKind.Outcome, Outcome = new(null, null, 0), Status = EnrolmentStatus.Completed, About = new() { LapsedAgainAt = Given.Noon.AddDays(days) } }]).Arms.Values.Single();

        Assert.Equal((1, counted), (cell.FollowUp.Count, cell.FollowUp.LapsedAgain));
    }

    private static Rollup Sum(IEnumerable<Fact> facts)
    {
        var tally = new CampaignTally();
        foreach (var fact in facts)
            tally.Add(fact);
        return tally.ToRollup();
    }

    private static IEnumerable<(string, string, GroupArm, GroupArm)> Counts(CampaignReport report) =>
        report.Groups.SelectMany(table => table.Groups.Select(each => (table.By, each.Value, each.Treatment, each.Holdout)));

    private static string Text(Rollup rollup) => JsonSerializer.Serialize(rollup);

    private static List<Fact> Facts(Random draw, int persons)
    {
        List<Fact> facts = [];
        for (var i = 0; i < persons; i++)
        {
            var arm = Arms[draw.Next(Arms.Length)];
            LaterSums? before = null;
            for (var episode = 1; episode <= 1 + draw.Next(3); episode++)
            {
                var at = Given.Noon.AddDays(draw.Next(3));
                var enrolled = Enrolled($"person{i:D4}", arm, at) with { Episode = episode, Entry = episode, Locale = draw.Next(2) == 0 ? "de" : "en", IsFirstOfAll = episode == 1 };
                facts.Add(enrolled);
                facts.Add(enrolled with { Kind = arm == Arm.Treatment ? FactKind.HandedOver : FactKind.WouldSend, Answer = AttemptState.Accepted, Touch = "t1", Channel = Channel.Email, KeptAt = at });
                if (draw.Next(20) == 0)
                    facts.Add(enrolled with { Kind = FactKind.Voided, KeptAt = at });
                if (draw.Next(5) == 0)
                    continue;
                for (var sequel = 1; sequel <= 1 + draw.Next(3); sequel++)
                {
                    var outcome = new Outcome(draw.Next(2) == 0 ? at.AddDays(draw.Next(14)) : null, draw.Next(3) == 0 ? at : null, draw.Next(10_000) / 100m);
                    facts.Add(enrolled with
                    {
                        Kind = FactKind.Outcome,
                        KeptAt = at,
                        EnrolledAt = at,
                        At = at.AddDays(draw.Next(2) == 0 ? 14 : 30),
                        Outcome = outcome,
                        Sequel = sequel == 1 ? null : sequel,
                        Status = EnrolmentStatus.Completed,
                        About = new() { MessageCost = draw.Next(100) / 1000m, OtherContacts = draw.Next(2), FirstChannel = Channel.Email, TriggeredAt = at, Before = episode > 2 ? before : null, FollowUp = new(1, 2, 3), Credits = arm == Arm.Treatment ? CreditSum.With(null, new(Channel.Sms, draw.Next(2) == 0 ? Channel.Email : null), draw.Next(100) / 10m) : null },
                    });
                    if (episode > 1 && sequel == 1)
                        before = LaterSums.With(before, arm, outcome);
                }
            }
        }

        return facts;
    }

    private static Fact Enrolled(string person, Arm arm, DateTimeOffset at) => new()
    {
        Kind = FactKind.Enrolled,
        Campaign = "replenish",
        Version = 1,
        Person = person,
        Episode = 1,
        Arm = arm,
        At = at,
        Probability = arm switch { Arm.Treatment => .8, Arm.Holdout => .2, _ => .1 },
        GlobalShare = .1,
    };
}
