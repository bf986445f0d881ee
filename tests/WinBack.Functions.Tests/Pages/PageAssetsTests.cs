using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Functions.Pages;
using WinBack.Functions.Reporting.Dashboard;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Functions.Tests.Pages;

public sealed class PageAssetsTests
{
    [Fact]
    public void Library_AsShipped_IsTheFileOfTheVersionThatTheReadmeNames()
    {
        var readme = Repository.Read("src/WinBack.Functions/Pages/Assets/README.md");
        Assert.StartsWith("/*!\n * Chart.js v4.6.1\n", Encoding.UTF8.GetString(PageAssets.Library.Bytes.Span), StringComparison.Ordinal);
        Assert.Contains(") 4.6.1 as published", readme, StringComparison.Ordinal);
        Assert.Contains($"`{Convert.ToBase64String(SHA512.HashData(PageAssets.Library.Bytes.Span))}`", readme, StringComparison.Ordinal);
        Assert.StartsWith("The MIT License", Repository.Read("src/WinBack.Functions/Pages/Assets/chart.js-LICENSE.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_KeptInAFile_CannotEndTheirElement() => Assert.All(
        new[] { PageAssets.Library, PageAssets.Script },
        asset => Assert.DoesNotContain("</script", asset.Inline.ToString(), StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task Get_UnderItsAddress_MayBeKeptForGoodAndIsOfItsType()
    {
        var http = await GetAsync("dashboard.js", $"?v={PageAssets.Script.Tag}");

        Assert.Equal((200, "text/javascript; charset=utf-8"), (http.Response.StatusCode, http.Response.ContentType));
        Assert.Equal("public, max-age=31536000, immutable", http.Response.Headers.CacheControl.ToString());
        Assert.Equal("nosniff", http.Response.Headers.XContentTypeOptions.ToString());
        Assert.Equal(PageAssets.Script.Bytes.Length, http.Response.Body.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?v=0000000000000000")]     // of another version: what comes is not what the address names
    public async Task Get_UnderAnotherAddress_IsAskedForAgain(string query) =>
        Assert.Equal("no-cache", (await GetAsync("dashboard.js", query)).Response.Headers.CacheControl.ToString());

    [Fact]
    public async Task Get_WhoHasIt_IsToldSo()
    {
        var http = await GetAsync("chart.umd.min.js", "", $"\"{PageAssets.Library.Tag}\"");

        Assert.Equal((304, 0), (http.Response.StatusCode, http.Response.Body.Length));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("../host.json")]
    [InlineData("DASHBOARD.JS")]
    [InlineData("")]
    public async Task Get_AnyOtherName_IsNotThere(string name) => Assert.Equal(404, (await GetAsync(name, "")).Response.StatusCode);

    private static async Task<DefaultHttpContext> GetAsync(string name, string query, string? has = null)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Request.Method = "GET";
        http.Request.QueryString = new(query);
        http.Request.Headers.IfNoneMatch = has;
        http.Response.Body = new MemoryStream();
        await DashboardAsset.Run(http.Request, name).ExecuteAsync(http);
        return http;
    }
}
