using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>One row per mistake: the line to put into the smallest file, and the error with its exact position.</summary>
public sealed class CampaignErrorTests
{
    private const string Touch = "  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B}}";

    [Fact]
    public void Read_ManyMistakes_AreAllReportedInOrder()
    {
        var errors = CampaignFile.Read("bad.yaml", """
            id: Again!
            name: Again
            gaol: purchase
            lapse: {after: -16 hours, since: purchase}
            holdout: 10
            touches:
              - id: first
                delay: P1D
                channels: [email, fax]
                email: {subject: "Hello {{nmae}}", body: Hi}
            """).Errors;

        Assert.Equal(
        [
            "bad.yaml:1:1: goal: found nothing; allowed: the event type that counts as conversion",
            "bad.yaml:1:5: id: found \"Again!\"; allowed: 1 to 40 characters a-z, 0-9 and -, beginning and ending with a letter or digit",
            "bad.yaml:3:1: found the key \"gaol\"; allowed: id, name, status, language, goal, purpose, lapse, on, audience, exclude, stages, rfm, holdout, variants, offer, entry, touches, quietHours, caps, coolDown, exit, attributionWindow, priority, catalogue, reEntry, group, conflictsWith, sunset, survey, welcomeBack, guards; did you mean goal?",
            "bad.yaml:4:16: lapse.after: found \"-16 hours\", which is negative; allowed: PT1M to P1825D: whole calendar days as P30D, P2W or P1M, or hours and minutes as PT36H or PT30M; did you mean PT16H?",
            "bad.yaml:5:10: holdout: found \"10\"; allowed: a share from 0 to 0.9, or from 0% to 90%; did you mean 10%?",
            "bad.yaml:9:23: touches[0].channels[1]: found \"fax\"; allowed: push, sms, email, webhook",
            "bad.yaml:10:31: touches[0].email.subject: found the variable nmae; allowed: name, country, locale, link, campaign.id, campaign.name, touch.id, survey.question, survey.answers, offer.code, offer.value, offer.percent, offer.amount, offer.currency, offer.expires, attributes.<name>, trigger.<property>; did you mean name?",
        ], errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("status: live", 9, "status", "\"live\"")]
    [InlineData("language: english_uk", 11, "language", "\"english_uk\"")]
    [InlineData("name: Twice", 1, "name", "the key a second time")]
    [InlineData("priority: 1.5", 11, "priority", "\"1.5\"")]
    [InlineData("priority: 101", 11, "priority", "\"101\"")]
    [InlineData("priority: 010", 11, "priority", "\"010\"")]             // octal 8 in YAML 1.1
    [InlineData("priority: 1_0", 11, "priority", "\"1_0\"")]
    [InlineData("priority: [1]", 11, "priority", "a list of 1")]
    [InlineData("priority:", 10, "priority", "nothing")]
    [InlineData("coolDown: 30 days", 11, "coolDown", "\"30 days\"")]
    [InlineData("coolDown: P1DT12H", 11, "coolDown", "\"P1DT12H\", which mixes calendar days with hours")]
    [InlineData("coolDown: P1.5D", 11, "coolDown", "\"P1.5D\", which is no whole number")]
    [InlineData("coolDown: P-1D", 11, "coolDown", "\"P-1D\", which is negative")]
    [InlineData("coolDown: P", 11, "coolDown", "\"P\"")]
    [InlineData("coolDown: PT", 11, "coolDown", "\"PT\"")]
    [InlineData("coolDown: P4Y", 11, "coolDown", "\"P4Y\"")]
    [InlineData("attributionWindow: P366D", 20, "attributionWindow", "\"P366D\"")]
    [InlineData("attributionWindow: P0D", 20, "attributionWindow", "\"P0D\"")]
    [InlineData("exit: [reply]", 7, "exit", "no \"purchase\"")]
    [InlineData("exit: []", 7, "exit", "an empty list")]
    [InlineData("exit: [purchase, purchase]", 18, "exit[1]", "\"purchase\" a second time")]
    [InlineData("exit: [purchase, profile]", 18, "exit[1]", "\"profile\", which only updates what is known of a person")]
    [InlineData("holdout: 0.95", 10, "holdout", "\"0.95\"")]
    [InlineData("holdout: 91%", 10, "holdout", "\"91%\"")]
    [InlineData("holdout: -5%", 10, "holdout", "\"-5%\"")]
    [InlineData("holdout: {share: NaN}", 18, "holdout.share", "\"NaN\"")]
    [InlineData("entry: {ramp: P5D}", 15, "entry.ramp", "a ramp with no ceiling to grow to")]
    [InlineData("entry: {maxPerDay: 10, ramp: PT48H}", 30, "entry.ramp", "\"PT48H\"")]
    [InlineData("entry: {maxPerDay: 0}", 20, "entry.maxPerDay", "\"0\"")]
    [InlineData("entry: {notBeyond: 0.5}", 20, "entry.notBeyond", "\"0.5\"")]
    [InlineData("entry: fast", 8, "entry", "\"fast\"")]
    [InlineData("quietHours: {from: 21:00, to: 21:00}", 31, "quietHours.to", "the same time as from")]
    [InlineData("quietHours: {from: 24:00, to: 08:00}", 20, "quietHours.from", "\"24:00\"")]
    [InlineData("quietHours: {from: 9pm, to: 08:00}", 20, "quietHours.from", "\"9pm\"")]
    [InlineData("quietHours: {from: 21:00}", 13, "quietHours.to", "nothing")]
    [InlineData("quietHours: {from: 08:00, to: 07:00, spread: PT2H}", 13, "quietHours", "a spread of PT2H")]
    [InlineData("caps: [{max: 65, per: P7D}]", 14, "caps[0].max", "\"65\"")]
    [InlineData("caps: [{max: 1, per: P366D}]", 22, "caps[0].per", "\"P366D\"")]
    [InlineData("caps: [{max: 1, per: P7D}, {channel: any, max: 2, per: P1W}]", 28, "caps[1]", "a second cap on the same channel and span")]
    [InlineData("caps: [{channel: mail, max: 1, per: P7D}]", 18, "caps[0].channel", "\"mail\"")]
    [InlineData("audience: {}", 11, "audience", "none of all, any, not, field")]
    [InlineData("audience: {all: [], any: []}", 11, "audience", "all and any")]
    [InlineData("audience: {all: []}", 17, "audience.all", "an empty list")]
    [InlineData("audience: {all: [{field: email, present: true}], is: x}", 54, "audience.is", "is beside all")]
    [InlineData("audience: {field: contry, is: DE}", 19, "audience.field", "\"contry\"")]
    [InlineData("audience: {field: activity.purchase.last, is: 3}", 19, "audience.field", "\"activity.purchase.last\"")]
    [InlineData("audience: {field: country}", 11, "audience", "no comparison")]
    [InlineData("audience: {field: country, is: Germany}", 32, "audience.is", "\"Germany\"")]
    [InlineData("audience: {field: country, atLeast: 3}", 37, "audience.atLeast", "atLeast")]
    [InlineData("audience: {field: email, is: x}", 30, "audience.is", "is")]
    [InlineData("audience: {field: reach.sms, is: yes}", 34, "audience.is", "\"yes\"")]
    [InlineData("audience: {field: attributes.vip, is: yes}", 39, "audience.is", "\"yes\"")]
    [InlineData("audience: {field: activity.purchase.count, atLeast: two}", 53, "audience.atLeast", "\"two\"")]
    [InlineData("audience: {field: country, moreThan: 3}", 38, "audience.moreThan", "moreThan")]
    [InlineData("audience: {field: activity.purchase.count, contains: x}", 54, "audience.contains", "contains")]
    [InlineData("audience: {field: activity.purchase.count, within: P401D, is: 1}", 52, "audience.within", "\"P401D\"")]
    [InlineData("audience: {field: activity.purchase.count, within: P1M, is: 1}", 52, "audience.within", "\"P1M\"")]     // a month is no number of days
    [InlineData("audience: {field: activity.purchase.count, within: PT48H, is: 1}", 52, "audience.within", "\"PT48H\"")]
    [InlineData("audience: {field: activity.purchase.daysSinceLast, within: P7D, is: 1}", 60, "audience.within", "within")]
    [InlineData("audience: {field: contacts.count, is: 1}", 11, "audience", "no within")]
    [InlineData("audience: {field: attributes.since, before: tomorrow}", 45, "audience.before", "\"tomorrow\"")]
    [InlineData("audience: {field: attributes.since, after: 2026-02-30}", 44, "audience.after", "\"2026-02-30\"")]
    [InlineData("audience: {field: attributes.x, startsWith: ''}", 45, "audience.startsWith", "\"\"")]
    [InlineData("audience: {field: stage, is: dormant}", 30, "audience.is", "\"dormant\"")]
    [InlineData("audience: {field: campaigns.Spring.returned, is: true}", 19, "audience.field", "\"campaigns.Spring.returned\"")]
    [InlineData("audience: {field: campaigns.spring.return, is: true}", 19, "audience.field", "\"campaigns.spring.return\"")]
    [InlineData("exclude: {field: id, atLeast: 3}", 31, "exclude.atLeast", "atLeast")]
    [InlineData("stages: {atRisk: P60D, lapsed: P30D}", 9, "stages", "atRisk P60D, lapsed P30D, sunset P365D")]
    [InlineData("audience: {field: rfm.segment, is: loyal}", 19, "audience.field", "rfm.segment, and no rfm in the file")]
    [InlineData("rfm: {recency: [1, 2, 3, 4], frequency: [1, 2, 3, 4], monetary: [1, 2, 2, 4]}", 72, "rfm.monetary[2]", "\"2\"")]
    [InlineData("rfm: {recency: [1, 2, 3], frequency: [1, 2, 3, 4], monetary: [1, 2, 3, 4]}", 16, "rfm.recency", "a list of 3")]
    [InlineData("rfm: {cutPoints: warehouse}", 18, "rfm.cutPoints", "\"warehouse\"")]
    [InlineData("rfm: {recency: [1, 2, 3, 4], cutPoints: base}", 16, "rfm.recency", "recency beside cutPoints")]
    [InlineData("rfm: {cutPoints: {recency: [1, 2, 3, 4], frequency: [1, 2, 3, 4]}}", 18, "rfm.cutPoints.monetary", "nothing")]
    [InlineData("stages: {new: P0D}", 15, "stages.new", "\"P0D\"")]
    [InlineData("audience: {field: country, in: []}", 32, "audience.in", "an empty list")]
    public void Read_WrongLine_IsRefusedInPlace(string line, int column, string path, string found)
    {
        var error = Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\n{line}").Errors);

        Assert.Equal((14, column, path, found), (error.Line, error.Column, error.Path, error.Found));
        Assert.NotEmpty(error.Allowed);
    }

    [Theory]
    [InlineData("  - {id: first, delay: P1D, channels: [push], push: {title: T, body: B}}", 10, "touches[1].id", "\"first\" a second time")]
    [InlineData("  - {id: b, delay: P0D, channels: [push], push: {title: T, body: B}}", 20, "touches[1].delay", "P0D, which is not after the touch before at P0D")]
    [InlineData("  - {id: b, delay: P1D, channels: [], push: {title: T, body: B}}", 35, "touches[1].channels", "an empty list")]
    [InlineData("  - {id: b, delay: P1D, channels: [push, push], push: {title: T, body: B}}", 42, "touches[1].channels[1]", "\"push\" a second time")]
    [InlineData("  - {id: b, delay: P1D, channels: [sms, push], push: {title: T, body: B}}", 5, "touches[1]", "no sms")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B}, sms: {body: B}}", 75, "touches[1].sms", "sms, which is not in channels")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {body: B}}", 49, "touches[1].push.title", "nothing")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B, subject: S}}", 69, "touches[1].push", "the key \"subject\"")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: \"T\\nU\", body: B}}", 57, "touches[1].push.title", "\"T\\u000aU\"")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: 'B {{link}}'}}", 66, "touches[1].push.body", "{{link}} with no link to show")]
    [InlineData("  - {id: b, delay: P1D, channels: [sms], sms: {body: B, link: 'https://a.example'}}", 63, "touches[1].sms.link", "a link that the text never shows")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B, link: 'http://a.example'}}", 75, "touches[1].push.link", "the scheme http:")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B, link: 'javascript://%0aalert(1)'}}", 75, "touches[1].push.link", "the scheme javascript:")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B, link: 'https://{{country}}.example/'}}", 75, "touches[1].push.link", "a variable in the host")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B, link: 'https://a.example@b.example/'}}", 75, "touches[1].push.link", "no host")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B, link: '{{attributes.url}}'}}", 75, "touches[1].push.link", "a link that begins with a variable")]
    [InlineData("  - {id: b, delay: P1D, channels: [push], push: {title: T, body: B, link: 'https://a.example/{{link}}'}}", 75, "touches[1].push.link", "{{link}} within the link itself")]
    [InlineData("  - {id: b, delay: P1D, channels: [email], email: {subject: S, body: B, button: Go}}", 81, "touches[1].email.button", "a button that leads nowhere")]
    [InlineData("  - {id: b, delay: P1D, channels: [email], email: {subject: S, body: B, link: 'https://a.example/', button: 'Go {{name}}'}}", 109, "touches[1].email.button", "a variable on a button, which would be shown as it stands")]
    [InlineData("  - {id: b, delay: P1D, expires: P60D, channels: [push], push: {title: T, body: B}}", 34, "touches[1].expires", "\"P60D\"")]
    public void Read_WrongTouch_IsRefusedInPlace(string line, int column, string path, string found)
    {
        Assert.Empty(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\n{Touch}").Errors);   // the rows differ from this in one thing each

        var error = Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\n{line}").Errors);

        Assert.Equal((14, column, path, found), (error.Line, error.Column, error.Path, error.Found));
    }

    [Theory]
    [InlineData("body: |\n        Dear you,\n\n        {{#if name}} Hi", 16, 9, "{{#if name}}")]
    [InlineData("body: >-\n        Dear you,\n        dear {{nam}}", 15, 16, "the variable nam")]
    [InlineData("body: \"Dear \\\"you\\\" {{nam}}\"", 13, 29, "the variable nam")]
    [InlineData("body: 'It''s {{nam}}'", 13, 22, "the variable nam")]
    [InlineData("body: {{nam}}", 13, 14, "a list or a group of keys as a key")]               // braces open a map in YAML
    public void Read_WrongTemplate_IsRefusedWhereItStands(string body, int line, int column, string found)
    {
        var text = CampaignFileTests.Smallest.Replace("""body: Hello {{fallback name "there"}}""", body, StringComparison.Ordinal);

        var error = CampaignFile.Read("f", text).Errors[0];

        Assert.Equal((line, column, found), (error.Line, error.Column, error.Found));
    }
}
