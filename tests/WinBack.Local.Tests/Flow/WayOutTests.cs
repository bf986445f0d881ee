using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The links of a message as its reader, their mail program and a stranger use them.</summary>
public sealed class WayOutTests
{
    [Fact]
    public async Task Get_LinkToUnsubscribe_ShowsAPageAndChangesNothing()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var message = await SecondMessageAsync(app);
        using var answer = await app.Http.GetAsync(Path(message.UnsubscribeUrl!));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Equal("post", page.QuerySelector("form")!.GetAttribute("method"));
        Assert.Null(page.QuerySelector("script"));
        Assert.True((await ConsentAsync(app)).Given);
        Assert.False(await SuppressedAsync(app));
    }

    [Fact]
    public async Task Head_LinkToUnsubscribe_ChangesNothing()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        using var request = new HttpRequestMessage(HttpMethod.Head, Path((await SecondMessageAsync(app)).UnsubscribeUrl!));
        using var answer = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await ConsentAsync(app)).Given);
    }

    // RFC 8058: the mail program posts this form; the body is not what decides.
    [Theory]
    [InlineData("List-Unsubscribe=One-Click")]
    [InlineData("")]
    public async Task Post_LinkToUnsubscribe_IsDoneWhenItAnswers(string body)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var message = await SecondMessageAsync(app);
        using var answer = await app.Http.PostAsync(Path(message.UnsubscribeUrl!), new StringContent(body, null, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False((await ConsentAsync(app)).Given);
        Assert.True(await SuppressedAsync(app));
        await app.UntilAsync(45);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Get_LinkOfTheMessage_LeadsToItsTarget()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var message = await SecondMessageAsync(app);
        var link = new Uri(message.Content.Text.Split('\n').Single(line => line.Contains("/l/", StringComparison.Ordinal)));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Http.BaseAddress };
        using var answer = await client.GetAsync(link.PathAndQuery);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("https://shop.example/", answer.Headers.Location!.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.True((await ConsentAsync(app)).Given);
    }

    // One and the same page: it must not tell which tokens were ever real.
    [Fact]
    public async Task Get_TokenOfNobody_IsOnePage()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var message = await SecondMessageAsync(app);
        var real = Path(message.UnsubscribeUrl!);
        var pages = new HashSet<string>();
        foreach (var path in new[] { real[..^1], real + "A", "u/" + new string('A', 90), "u/local.AAAA", "l/x", "l/" + real["/u/".Length..], "u/..%2f..%2fadmin", "u/" + new string('A', 4_000) })
        {
            using var answer = await app.Http.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
            pages.Add(await answer.Content.ReadAsStringAsync());
            using var posted = await app.Http.PostAsync(path, null);
            Assert.False(posted.IsSuccessStatusCode, path);
        }

        Assert.Single(pages);
        Assert.True((await ConsentAsync(app)).Given);
    }

    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData("ja,fr;q=0.5,en;q=0.4", "fr")]
    [InlineData("xx", "en")]
    [InlineData(null, "en")]
    public async Task Get_Page_IsInTheReadersLanguage(string? asked, string language)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        using var request = new HttpRequestMessage(HttpMethod.Get, "u/x");
        if (asked is not null)
            request.Headers.Add("Accept-Language", asked);
        using var answer = await app.Http.SendAsync(request);

        Assert.Equal(language, new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).DocumentElement.GetAttribute("lang"));
    }

    private static async Task<OutboundMessage> SecondMessageAsync(ARunningApp app)
    {
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(38);
        return (await app.OutboxAsync("anna")).Single(entry => entry.Message.Channel == Channel.Email).Message;
    }

    private static string Path(string url) => new Uri(url).PathAndQuery;

    private static async Task<Consent> ConsentAsync(ARunningApp app) => (await app.People.FindAsync("anna"))!.Profile.Consents[Channel.Email];

    private static ValueTask<bool> SuppressedAsync(ARunningApp app) =>
        app.Services.GetRequiredService<ISuppressions>().IsSuppressedAsync(Channel.Email, "anna@example.com");
}
