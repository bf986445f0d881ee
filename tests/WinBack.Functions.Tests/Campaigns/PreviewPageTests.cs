using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Users;
using WinBack.Functions.Campaigns;
using WinBack.Storage.Reporting;
using WinBack.TestKit.Builders;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Campaigns;

public sealed class PreviewPageTests
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";

    private readonly AWorld _world = new(campaigns: ACampaign.With(0, 7));

    [Fact]
    public async Task Get_MadeUpPerson_ShowsEveryTouchOnEveryChannel()
    {
        var page = await GetAsync("?user=sample-typical");

        Assert.Equal("Preview of Replenishment", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["By push", "By SMS", "By e-mail", "By push", "By SMS", "By e-mail"], page.QuerySelectorAll("h3").Select(each => each.TextContent));
        Assert.Equal(2, page.QuerySelectorAll("iframe[sandbox='']").Length);
        Assert.StartsWith("Touch t1: leaves Tue 2026-11-24", page.QuerySelectorAll("article h2")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithoutUser_ShowsAMadeUpPerson() => Assert.Equal("sample-typical", (await GetAsync("")).QuerySelector("#user")!.GetAttribute("value"));

    [Fact]
    public async Task Get_HostileUserAndProfile_StaysText()
    {
        var page = await GetAsync($"?user={Uri.EscapeDataString(Hostile)}&at=2026-11-25&code={Uri.EscapeDataString(Hostile)}", 404);

        Assert.Empty(page.QuerySelectorAll("script, img"));
        Assert.Equal(Hostile, page.QuerySelector("#user")!.GetAttribute("value"));
        Assert.Equal(Hostile, page.QuerySelector("input[name=code]")!.GetAttribute("value"));
        Assert.Equal("Nothing was ever received of this user", page.QuerySelector("h2")!.TextContent);
    }

    [Theory]
    [InlineData("?at=tomorrow", 400)]
    [InlineData("?at=9999-12-31", 400)]
    [InlineData("?at=0001-01-01", 400)]
    [InlineData("?user=nobody", 404)]
    [InlineData("", 200)]
    public async Task Get_Question_IsAnsweredByAPageWithItsStatus(string query, int status)
    {
        await GetAsync(query, status);
        Assert.NotEmpty((await GetAsync(query, status)).QuerySelectorAll("form[method=get]"));
    }

    [Fact]
    public async Task Get_UnknownCampaign_IsNotFound() => Assert.Contains("There is no campaign nothing here", (await GetAsync("", 404, "nothing")).Body!.TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Get_AnyNumberOfTimes_WritesNothing()
    {
        await GetAsync("?user=sample-typical");
        await GetAsync("?user=sample-long");

        Assert.Null(await _world.People.FindAsync("sample-typical"));
    }

    [Fact]
    public async Task Get_Page_NeedsNoScriptAndNamesItsFields()
    {
        var page = await GetAsync("");

        Assert.Empty(page.QuerySelectorAll("script, [onclick], [style*=url]"));
        Assert.All(page.QuerySelectorAll("input:not([type=hidden])"), input => Assert.NotNull(page.QuerySelector($"label[for={input.Id}]")));
        Assert.All(page.QuerySelectorAll("article, section"), part => Assert.NotNull(page.GetElementById(part.GetAttribute("aria-labelledby")!)));
        Assert.Equal("width=device-width, initial-scale=1", page.QuerySelector("meta[name=viewport]")!.GetAttribute("content"));
    }

    private async Task<IDocument> GetAsync(string query, int status = 200, string campaign = "replenish")
    {
        var previews = new PreviewReader(_world.People, _world.Campaigns, _world.Suppressions, _world.Channels, _world.Email, _world.Links, _world.Options);
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.QueryString = new(query);
        context.Response.Body = new MemoryStream();
        var result = await new PreviewCampaign(_world.Campaigns, previews, new FakeTimeProvider(Given.Noon)).RunAsync(context.Request, campaign, CancellationToken.None);
        await result.ExecuteAsync(context);
        Assert.Equal(status, context.Response.StatusCode);
        context.Response.Body.Position = 0;
        return await new HtmlParser().ParseDocumentAsync(context.Response.Body);
    }
}
