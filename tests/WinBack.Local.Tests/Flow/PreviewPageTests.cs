using WinBack.TestKit.Browser;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The preview in a browser, as the marketer uses it; what it says is tested with the page itself.</summary>
public sealed class PreviewPageTests
{
    // No whole address, or the name would not be used at all.
    private const string Hostile = "<img src=//evil/x onerror=alert(1)>";

    private static readonly string Greeting = FlowCampaign.With()
        .Replace("title: Hello, body: Look", "title: \"Hello {{fallback name \\\"there\\\"}}\", body: Look", StringComparison.Ordinal)
        .Replace("subject: Hello, body: Look", "subject: Hello, body: \"Hello {{fallback name \\\"there\\\"}}, look at {{attributes.item}}\"", StringComparison.Ordinal);

    [SkippableFact]
    public async Task Browser_KeyboardOnASmallPhoneWithoutScripts_ChoosesSomebodyAndReadsTheirMessage()
    {
        await using var app = await OpenAsync(null, Greeting);
        await PostAsync(app, "anna", "Anna");
        await PostAsync(app, "ben", "Ben");
        var before = (await app.People.ReadAsync("ben"))!.ETag;
        var visit = new Visit(new Uri(app.Http.BaseAddress!, "api/admin/campaigns/again/preview?user=anna").ToString());

        var anna = await visit.SeeAsync();
        anna.AssertUsable();
        Assert.Equal((200, "Preview of Again", "en"), (anna.Status, anna.Heading, anna.Language));
        Assert.Contains("Hello Anna", anna.Text, StringComparison.Ordinal);             // the push
        Assert.DoesNotContain("look at a cup", anna.Text, StringComparison.Ordinal);    // the e-mail's text part is folded

        var ben = await visit.TabTo("User").Press("Control+A").Press("b").Press("e").Press("n").TabTo("Preview").Press("Enter", leads: true)
            .TabTo("Text part").Press("Enter").SeeAsync();
        ben.AssertUsable();
        Assert.Contains("Person ben,", ben.Text, StringComparison.Ordinal);
        Assert.Contains("Hello Ben, look at a cup", ben.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await app.People.ReadAsync("ben"))!.ETag);
        Assert.Empty(await app.SentAsync("ben"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Browser_ProfileThatHoldsMarkup_IsTextAndLoadsNothingWhetherOrNotScriptsMayRun(bool javaScript)
    {
        await using var app = await OpenAsync(null, Greeting);
        await PostAsync(app, "eve", Hostile);

        var seen = await new Visit(new Uri(app.Http.BaseAddress!, "api/admin/campaigns/again/preview?user=eve").ToString()) { JavaScript = javaScript }
            .TabTo("Text part").Press("Enter").SeeAsync();

        seen.AssertUsable();
        Assert.Equal("Preview of Again · WinBack", seen.Title);
        Assert.Contains($"Hello {Hostile}, look at", seen.Text, StringComparison.Ordinal);
    }

    private static Task<int> PostAsync(ARunningApp app, string user, string name) => app.PostAsync(
        $$$$"""
        "type":"purchase","value":20,"profile":{"name":"{{{{name}}}}","email":"{{{{user}}}}@example.com","push":[{"id":"phone","platform":"fcm","token":"token-{{{{user}}}}"}],"attributes":{"item":"a cup"},
        "consent":{"email":{"given":true,"source":"form"},"push":{"given":true,"source":"app"}}}
        """, user, day: 0);
}
