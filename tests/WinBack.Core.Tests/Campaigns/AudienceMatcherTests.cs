using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed class AudienceMatcherTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly User Ada = new()
    {
        Id = "ada",
        PersonKey = "aaaaaaaaaaaaaaaa",
        Profile = new()
        {
            Name = new("Ada", Now),
            Email = new("ada@example.com", Now),
            Phone = new(null, Now),                                                    // cleared
            Country = new("DE", Now),
            Locale = new("de-AT", Now),
            Attributes = new Dictionary<string, Stamped<FieldValue?>>
            {
                ["plan"] = new(FieldValue.Of("Premium"), Now),
                ["seats"] = new(FieldValue.Of(5m), Now),
                ["vip"] = new(FieldValue.Of(true), Now),
                ["gone"] = new(null, Now),
                ["renews"] = new(FieldValue.Of("2026-03-31"), Now),
                ["left"] = new(FieldValue.Of("2026-02-28T23:30:00-02:00"), Now),            // 1 March in UTC
            },
            Installations = [new("i1", "fcm", null, Now), new("i2", "apns", "token", Now)],
            Consents = new Dictionary<Channel, Consent> { [Channel.Email] = new(true, Now, "form"), [Channel.Sms] = new(true, Now, "form"), [Channel.Push] = new(false, Now, "app") },
        },
        Activity = new()
        {
            ByType = new Dictionary<string, ActivityCount> { ["order.done"] = new(3, Now.AddDays(-40), Now.AddDays(-9.5), 120.50m) },
        },
    };

    [Theory]
    [InlineData("{field: country, is: DE}", true)]
    [InlineData("{field: country, in: [AT, CH]}", false)]
    [InlineData("{field: locale, is: de}", true)]                                      // a language covers its regions
    [InlineData("{field: locale, is: d}", false)]
    [InlineData("{field: locale, is: DE-at}", true)]
    [InlineData("{field: timeZone, absent: true}", true)]
    [InlineData("{field: timeZone, is: Europe/Berlin}", false)]
    [InlineData("{field: name, present: true}", true)]
    [InlineData("{field: email, absent: true}", false)]
    [InlineData("{field: phone, present: true}", false)]                              // cleared is absent
    [InlineData("{field: push, present: true}", true)]
    [InlineData("{field: push, present: false}", false)]
    [InlineData("{field: attributes.plan, is: premium}", true)]                       // text ignores case
    [InlineData("{field: attributes.seats, is: 5}", true)]
    [InlineData("{field: attributes.seats, is: 5.0}", true)]
    [InlineData("{field: attributes.seats, is: \"5\"}", false)]                       // text is no number
    [InlineData("{field: attributes.seats, atLeast: 5, atMost: 5}", true)]
    [InlineData("{field: attributes.seats, atLeast: 6}", false)]
    [InlineData("{field: attributes.plan, atLeast: 1}", false)]
    [InlineData("{field: attributes.vip, is: true}", true)]
    [InlineData("{field: attributes.vip, in: [false, x, 3]}", false)]
    [InlineData("{field: attributes.gone, present: true}", false)]
    [InlineData("{field: attributes.never, absent: true}", true)]
    [InlineData("{not: {field: attributes.never, is: x}}", true)]
    [InlineData("{field: activity.order.done.count, is: 3}", true)]
    [InlineData("{field: activity.session.count, atMost: 0}", true)]                  // never happened is zero times
    [InlineData("{field: activity.order.done.value, atLeast: 120.5}", true)]
    [InlineData("{field: activity.order.done.daysSinceFirst, is: 40}", true)]
    [InlineData("{field: activity.order.done.daysSinceLast, is: 9}", true)]           // whole days only
    [InlineData("{field: activity.session.daysSinceLast, atLeast: 0}", false)]        // never is not long ago
    [InlineData("{field: reach.email, is: true}", true)]
    [InlineData("{field: reach.sms, is: true}", false)]                               // agreed, but no number
    [InlineData("{field: reach.push, is: false}", true)]                              // a device, but refused
    [InlineData("{field: id, is: ada}", true)]
    [InlineData("{field: id, in: [bob, Ada]}", false)]                                // ids are exact
    [InlineData("{field: attributes.seats, moreThan: 5}", false)]
    [InlineData("{field: attributes.seats, moreThan: 4.9, lessThan: 5.1}", true)]
    [InlineData("{field: attributes.seats, lessThan: 5}", false)]
    [InlineData("{field: attributes.renews, before: 2026-03-31}", false)]
    [InlineData("{field: attributes.renews, before: 2026-04-01, after: 2026-03-30}", true)]
    [InlineData("{field: attributes.renews, after: 2026-03-31}", false)]
    [InlineData("{field: attributes.left, after: 2026-02-28}", true)]                 // by UTC days
    [InlineData("{field: attributes.left, before: 2026-03-02}", true)]
    [InlineData("{field: attributes.plan, before: 2099-01-01}", false)]               // no date is neither
    [InlineData("{field: attributes.plan, after: 1999-01-01}", false)]
    [InlineData("{field: attributes.plan, contains: EMI}", true)]
    [InlineData("{field: attributes.plan, startsWith: prem}", true)]
    [InlineData("{field: attributes.plan, startsWith: emi}", false)]
    [InlineData("{field: attributes.seats, contains: 5}", false)]                     // a number has no text
    [InlineData("{field: attributes.never, contains: x}", false)]
    [InlineData("{any: [{field: country, is: AT}, {field: email, present: true}]}", true)]
    [InlineData("{all: [{field: country, is: DE}, {field: email, absent: true}]}", false)]
    public void Matches_OneUser_IsAsWritten(string audience, bool expected)
    {
        var condition = CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\naudience: {audience}").Audience;

        Assert.Equal(expected, AudienceMatcher.Matches(condition, Ada, Now));
        Assert.Equal(expected, AudienceMatcher.FirstFailure(condition, Ada, Now) is null);
    }

    [Fact]
    public void Matches_NoAudience_IsEverybody() => Assert.True(AudienceMatcher.Matches(null, Ada, Now));

    [Theory]
    [InlineData("{field: country, in: [AT, CH]}", "country in \"AT\", \"CH\": other text")]
    [InlineData("{all: [{field: email, present: true}, {field: attributes.seats, atLeast: 6}, {field: phone, present: true}]}", "attributes.seats at least 6: a lower number")]
    [InlineData("{field: attributes.seats, is: \"5\"}", "attributes.seats is \"5\": a number")]
    [InlineData("{field: attributes.plan, atMost: 1}", "attributes.plan at most 1: text")]
    [InlineData("{field: attributes.vip, is: false}", "attributes.vip is false: the opposite")]
    [InlineData("{field: phone, present: true}", "phone present: no value")]
    [InlineData("{field: email, absent: true}", "email absent: has a value")]
    [InlineData("{field: attributes.renews, before: 2026-03-01}", "attributes.renews before 2026-03-01: another day")]
    [InlineData("{field: attributes.plan, after: 2026-03-01}", "attributes.plan after 2026-03-01: no date")]
    [InlineData("{field: id, in: [bob, eve]}", "id in a list of 2: other text")]
    [InlineData("{field: activity.order.done.count, moreThan: 3}", "activity.order.done.count more than 3: 3")]   // our own sums are shown
    [InlineData("{field: activity.order.done.daysSinceLast, lessThan: 5}", "activity.order.done.daysSinceLast less than 5: 9")]
    [InlineData("{field: campaigns.spring.enrolled, is: true}", "campaigns.spring.enrolled is true: the opposite")]
    [InlineData("{field: refund.daysSinceLast, atMost: 30}", "refund.daysSinceLast at most 30: no value")]
    [InlineData("{not: {field: country, is: DE}}", "not country is \"DE\": it holds")]
    [InlineData("{any: [{field: country, is: AT}, {field: phone, present: true}]}", "none of: country is \"AT\": other text; phone present: no value")]
    public void FirstFailure_OneUser_NamesTheClauseAndNoValueOfTheirs(string audience, string expected)
    {
        var condition = CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\naudience: {audience}").Audience;

        Assert.Equal(expected, AudienceMatcher.FirstFailure(condition, Ada, Now));
    }

    [Fact]
    public void Matches_ManyTimes_AllocatesNothing()
    {
        var condition = CampaignFileTests.Valid(CampaignFileTests.Smallest + """

            audience:
              all:
                - {field: country, in: [AT, DE]}
                - {any: [{field: attributes.plan, is: free}, {field: activity.order.done.count, atLeast: 2}]}
                - {not: {field: reach.push, is: true}}
                - {not: {field: activity.order.done.count, within: P400D, atLeast: 9}}
                - {field: attributes.renews, after: 2026-01-01}
                - {field: campaigns.spring.episodes, atMost: 2}
            """).Audience;
        AudienceMatcher.Matches(condition, Ada, Now);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            AudienceMatcher.Matches(condition, Ada, Now);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
