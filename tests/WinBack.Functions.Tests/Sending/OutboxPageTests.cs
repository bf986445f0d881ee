using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Sending;
using WinBack.Storage.Sending;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Sending;

public sealed class OutboxPageTests
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;'";

    private readonly Outbox _outbox = new(new MemoryTables());
    private int _sent;

    [Fact]
    public async Task Get_NothingSent_SaysWhatToDoNext()
    {
        var page = await GetAsync("");

        Assert.Equal("Nothing has left yet", page.QuerySelector("h2")!.TextContent);
        Assert.Contains("./winback demo", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithoutDay_ShowsTheLatestOne()
    {
        await SendAsync(Sms("Old"), Given.Noon.AddDays(-500));
        await SendAsync(Sms("New"), Given.Noon);

        var page = await GetAsync("");

        Assert.Equal("Outbox, 2026-11-24", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["New"], page.QuerySelectorAll(".bubble").Select(each => each.TextContent));
        Assert.Equal("2026-11-24", page.QuerySelector("input[type=date]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Get_Webhook_ShowsTheTargetAndTheJsonThatWouldBeSent()
    {
        var message = Message(Channel.Webhook, new(null, "Call", "", null, null) { Webhook = new("call-centre", new Dictionary<string, string> { ["note"] = Hostile }) });
        await SendAsync(message, Given.Noon);

        var page = await GetAsync("?day=2026-11-24");

        Assert.Equal("Webhook to call-centre", page.QuerySelector("h2")!.TextContent);
        var shown = System.Text.Json.JsonDocument.Parse(page.QuerySelector("pre")!.TextContent).RootElement;
        Assert.Equal(Hostile, shown.GetProperty("fields").GetProperty("note").GetString());
        Assert.Empty(page.QuerySelectorAll("script, img"));
    }

    [Fact]
    public async Task Get_Email_ShowsSubjectTextPartAndTheHtmlInASandbox()
    {
        var content = Rendered();
        await SendAsync(Message(Channel.Email, content), Given.Noon);

        var page = await GetAsync("?day=2026-11-24");

        var frame = page.QuerySelector("iframe")!;
        Assert.Equal("", frame.GetAttribute("sandbox"));
        Assert.Equal(content.Html, frame.GetAttribute("srcdoc"));
        Assert.Equal($"E-mail: {content.Subject}", frame.GetAttribute("title"));
        Assert.Equal(content.Subject, page.QuerySelector(".subject")!.TextContent);
        Assert.Equal(content.Text, page.QuerySelector("pre")!.TextContent);
        Assert.Equal("E-mail to anna@example.com", page.QuerySelector("h2")!.TextContent);
    }

    [Theory]
    [InlineData("Hello", "1 segment, 5 of 160 units, GSM-7")]
    [InlineData("it’s", "1 segment, 4 of 70 units, UCS-2")]
    public async Task Get_Sms_ShowsABubbleWithItsSegments(string text, string counted)
    {
        await SendAsync(Sms(text), Given.Noon);
        await SendAsync(Sms(new string('a', 161)), Given.Noon.AddDays(-1));

        Assert.Contains(counted, (await GetAsync("")).QuerySelectorAll(".quiet").Select(each => each.TextContent));
        Assert.Contains("2 segments, 161 units, GSM-7", (await GetAsync("?day=2026-11-23")).QuerySelectorAll(".quiet").Select(each => each.TextContent));
    }

    [Fact]
    public async Task Get_Push_ShowsTitleTextAndHowManyInstallationsButNoHandle()
    {
        await SendAsync(Message(Channel.Push, new(null, "Time for more?", "One tap", null, "myapp://last"), "handle-1", "handle-2"), Given.Noon);

        var page = await GetAsync("");

        Assert.Equal("Push to 2 installations", page.QuerySelector("h2")!.TextContent);
        Assert.Equal("Time for more?One tap", page.QuerySelector(".phone")!.TextContent);
        Assert.Equal("myapp://last", page.QuerySelector("code")!.TextContent);
        Assert.DoesNotContain("handle-", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MarkupEverywhere_StaysText()
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var message = Message(channel, new(Hostile, Hostile, Hostile, channel == Channel.Email ? Hostile : null, Hostile), Hostile);
            await SendAsync(message with { UserId = Hostile, Campaign = Hostile, Touch = Hostile }, Given.Noon);
        }

        var page = await GetAsync($"?code={Uri.EscapeDataString(Hostile)}");

        Assert.Equal(4, page.QuerySelectorAll("article").Length);
        Assert.Empty(page.QuerySelectorAll("script, img, [onerror]"));
        Assert.Equal(Hostile, page.QuerySelector(".subject")!.TextContent);
        Assert.Equal(Hostile, page.QuerySelector("iframe")!.GetAttribute("srcdoc"));
        Assert.Equal(Hostile, page.QuerySelector(".bubble")!.TextContent);
        Assert.Equal(Hostile, page.QuerySelector("input[name=code]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Get_MoreThanAPage_LinksToTheOlderOnes()
    {
        for (var i = 0; i < 60; i++)
            await SendAsync(Sms($"m{i:00}"), Given.Noon.AddSeconds(i));

        var seen = new List<string>();
        var address = "?day=2026-11-24&code=a%26b";
        while (address is not null)
        {
            var page = await GetAsync(address);
            seen.AddRange(page.QuerySelectorAll(".bubble").Select(each => each.TextContent));
            var older = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
            Assert.All(page.QuerySelectorAll("nav a"), link => Assert.EndsWith("code=a%26b", link.GetAttribute("href"), StringComparison.Ordinal));
            address = older?["/outbox".Length..];
        }

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"m{59 - i:00}"), seen);
    }

    [Fact]
    public async Task Get_EmptyDay_LinksToTheLatest()
    {
        await SendAsync(Sms("Hello"), Given.Noon);

        var page = await GetAsync("?day=2026-01-01");

        Assert.Equal("Nothing left on 2026-01-01", page.QuerySelector("h2")!.TextContent);
        Assert.Equal("/outbox?day=2026-11-24", page.QuerySelector("section a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("?day=yesterday")]
    [InlineData("?day=2026-02-30")]
    [InlineData("?day=9999-12-31")]
    [InlineData("?day=2026-11-24&before=x")]
    [InlineData("?day=2026-11-24&before=20261124T1200000000000Z%7Ca%2Fb%7C0")]
    public async Task Get_AddressThatNamesNoDay_Answers400(string query) =>
        Assert.Equal("There is no such day", (await GetAsync(query, StatusCodes.Status400BadRequest)).QuerySelector("h2")!.TextContent);

    [Fact]
    public async Task Get_AnyPage_CanBeUsedByKeyboardAndScreenReader()
    {
        await SendAsync(Message(Channel.Email, Rendered()), Given.Noon);
        await SendAsync(Sms("Hello"), Given.Noon);

        var page = await GetAsync("");

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("#main", page.QuerySelector("body > a")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("main#main"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(page.QuerySelectorAll("iframe"), frame => Assert.NotEmpty(frame.GetAttribute("title")!));
        Assert.All(page.QuerySelectorAll("input:not([type=hidden])"), input => Assert.NotNull(page.QuerySelector($"label[for={input.Id}]")));
        Assert.All(page.QuerySelectorAll("article"), article => Assert.NotNull(page.GetElementById(article.GetAttribute("aria-labelledby")!)));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(each => each.Id).Distinct().Count());
    }

    private static RenderedMessage Rendered()
    {
        var campaign = ACampaign.With(0);
        return Assert.IsType<Rendering.Done>(MessageRenderer.Render(campaign, campaign.Touches[0], Channel.Email, AUser.Reachable(), MessageFrame.None)).Message;
    }

    private static OutboundMessage Sms(string text) => Message(Channel.Sms, new(null, null, text, null, null));

    private static OutboundMessage Message(Channel channel, RenderedMessage content, params string[] addresses) => new()
    {
        Key = $"replenish.1.k7f2:t1:{AttemptKey.Name(channel)}",
        Channel = channel,
        UserId = "anna",
        Campaign = "replenish",
        Touch = "t1",
        Addresses = addresses.Length > 0 ? addresses : [channel == Channel.Email ? "anna@example.com" : "+4915112345678"],
        Content = content,
    };

    private Task<string> SendAsync(OutboundMessage message, DateTimeOffset at) =>
        _outbox.AddAsync(message with { Key = $"{message.Key}:{_sent++}" }, at);

    private async Task<IDocument> GetAsync(string query, int status = StatusCodes.Status200OK)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Method = "GET";
        http.Request.QueryString = new(query);
        http.Response.Body = body;
        await (await new OutboxPage(_outbox).RunAsync(http.Request, CancellationToken.None)).ExecuteAsync(http);

        Assert.Equal((status, "text/html; charset=utf-8"), (http.Response.StatusCode, http.Response.ContentType));
        var policy = http.Response.Headers.ContentSecurityPolicy.ToString();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Equal(("no-referrer", "nosniff", "no-store"), (http.Response.Headers["Referrer-Policy"].ToString(),
            http.Response.Headers.XContentTypeOptions.ToString(), http.Response.Headers.CacheControl.ToString()));
        body.Position = 0;
        return await new HtmlParser().ParseDocumentAsync(body);
    }
}
