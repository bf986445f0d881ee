using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What <c>lapse</c> and <c>on</c> may say, and how what they may not is refused.</summary>
public sealed class TriggerFileTests
{
    [Fact]
    public void Read_Rhythm_Segments_AtRisk_AreTaken()
    {
        var rule = Lapse("""
            lapse:
              after: P90D
              since: [purchase, wish]
              segments:
                - {when: {field: attributes.tier, is: gold}, after: P45D, name: gold}
                - {when: {all: [{field: country, is: DE}, {field: reach.push, is: true}]}, after: PT36H}
              rhythm: {quantile: 0.8, times: 2, floor: P14D, ceiling: P6M, minGaps: 5}
              atRisk: 70%
            """);

        var part = Assert.Single(rule.Parts);
        Assert.Equal((0.7, LapseJoin.All, Threshold.Days(90)), (rule.AtRisk, rule.Join, part.After));
        Assert.Equal([Threshold.Days(45), Threshold.Elapsed(TimeSpan.FromHours(36))], part.Segments.Select(segment => segment.After));
        Assert.Equal(["gold", null], part.Segments.Select(segment => segment.Name));
        Assert.Equal((0.8, 2.0, 5), (part.Rhythm!.Quantile, part.Rhythm.Times, part.Rhythm.MinGaps));
        Assert.Equal(("P14D", "P6M"), (part.Rhythm.Floor!.ToString(), part.Rhythm.Ceiling!.ToString()));
    }

    [Fact]
    public void Read_RhythmOfNothing_IsTheUsualOne() => Assert.Equal(new Rhythm(), Lapse("lapse: {after: P90D, since: purchase, rhythm: {}}").Parts[0].Rhythm);

    [Theory]
    [InlineData("all", LapseJoin.All)]
    [InlineData("any", LapseJoin.Any)]
    public void Read_SeveralSilences_AreJoined(string word, LapseJoin join)
    {
        var rule = Lapse($"lapse: {{{word}: [{{after: P90D, since: purchase}}, {{after: P14D, since: [app_opened, visit], neverActive: fromFirstSeen}}]}}");

        Assert.Equal((join, 2, NeverActive.FromFirstSeen), (rule.Join, rule.Parts.Count, rule.Parts[1].NeverActive));
        Assert.Equal(["purchase", "app_opened", "visit"], rule.Since);
    }

    [Fact]
    public void Read_On_IsTaken()
    {
        var campaign = Campaign("""
            on:
              event: cart_updated
              after: PT1H
              unless: [purchase, cart_emptied]
              within: P1D
              where:
                - {property: items, atLeast: 1, atMost: 20}
                - {property: store, in: [de, at]}
            """, "Still thinking about {{trigger.item}}? It is {{fallback trigger.price \"waiting\"}}.");

        var on = campaign.On!;
        Assert.Null(campaign.Lapse);
        Assert.Equal(("cart_updated", "PT1H", "P1D"), (on.Event, on.After.ToString(), on.Within.ToString()));
        Assert.Equal(["purchase", "cart_emptied"], campaign.ExitTypes);   // the goal is among them
        Assert.Equal(["items", "items", "store"], on.Where.Select(condition => condition.Path));
        Assert.Equal(["item", "price"], on.Keep);
    }

    [Fact]
    public void Read_OnAlone_IsAtOnceAndForAnybody()
    {
        var on = Campaign("on: {event: payment_failed}").On!;

        Assert.Equal((Threshold.Zero, 0, 0, "P3D"), (on.After, on.Unless.Count, on.Where.Count, on.Within.ToString()));
        Assert.Equal(["purchase"], Campaign("on: {event: payment_failed, unless: []}").ExitTypes);
    }

    [Theory]
    [InlineData("", "1:1: lapse: found nothing; allowed: after and since; or on: in its place")]
    [InlineData("lapse: {after: P9D, since: any}\non: {event: a}", "4:8: lapse: found lapse beside on; allowed: one of the two: when a silence is long enough, or when an event happens")]
    [InlineData("lapse: {after: P9D, since: a, all: [{after: P9D, since: a}, {after: P8D, since: b}]}", "4:16: lapse.after: found after beside all; allowed: only within each item of all")]
    [InlineData("lapse: {all: [{after: P9D, since: a}]}", "4:14: lapse.all: found a list of 1; allowed: a list of 2 to 5 silences")]
    [InlineData("lapse: {all: [], any: []}", "4:8: lapse: found all and any; allowed: one of them")]
    [InlineData("lapse: {any: [{after: P9D, since: a}, {after: P9D, since: b, atRisk: 0.5}]}", "4:62: lapse.any[1]: found the key \"atRisk\"; allowed: after, since, neverActive, segments, rhythm")]
    [InlineData("lapse: {after: P9D, since: a, atRisk: 1}", "4:39: lapse.atRisk: found \"1\"; allowed: a share from 0 to 0.99, or from 0% to 99%; did you mean 1%?")]
    [InlineData("lapse: {after: P9D, since: a, atRisk: 1%}", "4:39: lapse.atRisk: found \"1%\"; allowed: a share from 0.1 to 0.99, or from 10% to 99%, of the threshold")]
    [InlineData("lapse: {after: P9D, since: a, atRisk: 0.5}\nentry: {notBeyond: 2}", "5:8: entry: found notBeyond beside lapse.atRisk, which ends at the threshold; allowed: no notBeyond")]
    [InlineData("lapse: {after: P9D, since: a, rhythm: {quantile: 1}}", "4:50: lapse.rhythm.quantile: found \"1\"; allowed: a number from 0.5 to 0.99")]
    [InlineData("lapse: {after: P9D, since: a, rhythm: {floor: P9D, ceiling: P8D}}", "4:61: lapse.rhythm.ceiling: found P8D, which is below the floor of P9D; allowed: a ceiling not below the floor")]
    [InlineData("lapse: {after: P9D, since: a, segments: [{after: P8D, when: {field: country, is: DE}, name: Big Ones}]}", "4:93: lapse.segments[0].name: found \"Big Ones\"; allowed: 1 to 40 characters a-z, 0-9 and -, beginning and ending with a letter or digit")]
    [InlineData("lapse: {after: P9D, since: a, segments: [{after: P8D}]}", "4:42: lapse.segments[0].when: found nothing; allowed: a condition, as under audience")]
    [InlineData("on: {after: PT1H}", "4:5: on.event: found nothing; allowed: the event type at which a user enters, such as subscription_cancelled; or priceDrop or backInStock")]
    [InlineData("on: {event: a, unless: any}", "4:24: on.unless: found any, which the event itself is; allowed: event types, or [] for none")]
    [InlineData("on: {event: a, unless: [b, a]}", "4:24: on.unless: found \"a\", the event itself; allowed: others; a further one begins the time anew anyway")]
    [InlineData("on: {event: a, after: -1 hours}", "4:23: on.after: found \"-1 hours\", which is negative; allowed: PT0S to P365D: whole calendar days as P30D, P2W or P1M, or hours and minutes as PT36H or PT30M; did you mean PT1H?")]
    [InlineData("on: {event: a, where: [{property: plan}]}", "4:24: on.where[0]: found no comparison; allowed: is, in, atLeast, atMost, lessThan, moreThan, before, after, contains, startsWith, present, absent")]
    [InlineData("on: {event: a, where: [{field: plan, is: b}]}", "4:25: on.where[0]: found the key \"field\"; allowed: property, is, in, atLeast, atMost, lessThan, moreThan, before, after, contains, startsWith, present, absent")]
    [InlineData("on: {event: a}\nentry: {notBeyond: 2}", "5:8: entry: found notBeyond, which counts thresholds of a lapse; allowed: on.within, which says how late a user may still enter")]
    public void Read_Mistakes_AreNamedInPlace(string trigger, string error) => Assert.Contains("bad.yaml:" + error, Errors(trigger, "Hello"));

    [Fact]
    public void Read_TriggerVariableWithoutEvent_IsRefusedWhereItStands() => Assert.Equal(
        ["bad.yaml:5:62: touches[0].sms.body: found {{trigger.item}}, but no event enters anybody; allowed: on: in place of lapse, or another variable"],
        Errors("lapse: {after: P9D, since: any}", "Hello {{trigger.item}} {{trigger.item}}"));

    [Fact]
    public void Read_NinthProperty_IsOneTooMany() => Assert.EndsWith(
        "found {{trigger.i}}, one property too many; allowed: 8 different properties of the event in all templates together",
        Assert.Single(Errors("on: {event: a}", string.Concat("abcdefghi".Select(name => $"{{{{trigger.{name}}}}} ")))));

    private static LapseRule Lapse(string trigger) => Campaign(trigger).Lapse!;

    private static Campaign Campaign(string trigger, string body = "Hello") => CampaignFileTests.Valid(File(trigger, body));

    private static string[] Errors(string trigger, string body) => [.. CampaignFile.Read("bad.yaml", File(trigger, body)).Errors.Select(error => error.ToString())];

    private static string File(string trigger, string body) =>
        $"name: Again\ngoal: purchase\nid: again\n{(trigger.Length > 0 ? trigger + "\n" : "")}touches: [{{id: first, delay: P0D, channels: sms, sms: {{body: \"{body.Replace("\"", "\\\"", StringComparison.Ordinal)}\"}}}}]\n";
}
