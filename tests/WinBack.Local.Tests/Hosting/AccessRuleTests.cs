using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using WinBack.Local.Hosting.Functions;
using WinBack.Local.Hosting.Http;
using Xunit;

namespace WinBack.Local.Tests.Hosting;

public sealed class AccessRuleTests
{
    [Theory]
    [InlineData(AuthorizationLevel.Function)]
    [InlineData(AuthorizationLevel.Admin)]
    [InlineData(AuthorizationLevel.System)]
    public void Refusal_NoKeyConfigured_LetsThisMachineIn(AuthorizationLevel level) => Assert.Null(Refusal(null, level));

    [Fact]
    public void Refusal_NoKeyConfiguredAndAnotherMachine_Refuses() =>
        Assert.NotNull(Refusal(null, AuthorizationLevel.Function, request => request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse("192.168.1.9")));

    [Fact]
    public void Refusal_NoKeyConfiguredAndHostOfAnotherName_RefusesReboundNames() =>
        Assert.NotNull(Refusal(null, AuthorizationLevel.Function, request => request.Host = new HostString("evil.example", 7071)));

    [Theory]
    [InlineData("cross-site", false)]
    [InlineData("same-site", false)]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]   // typed into the address bar
    public void Refusal_NoKeyConfiguredAndABrowser_LetsOnlyItsOwnPagesIn(string site, bool allowed) =>
        Assert.Equal(allowed, Refusal(null, AuthorizationLevel.Function, request => request.Headers["Sec-Fetch-Site"] = site) is null);

    [Theory]
    [InlineData("s3cret", true)]
    [InlineData("s3crets", false)]
    [InlineData("", false)]
    public void Refusal_KeyConfigured_AsksForItInTheHeader(string shown, bool allowed) =>
        Assert.Equal(allowed, Refusal("s3cret", AuthorizationLevel.Function, request => request.Headers["x-functions-key"] = shown) is null);

    [Fact]
    public void Refusal_KeyConfigured_TakesItFromTheQuery() =>
        Assert.Null(Refusal("s3cret", AuthorizationLevel.Admin, request => request.QueryString = new QueryString("?code=s3cret")));

    [Fact]
    public void Refusal_KeyConfiguredAndNotShown_RefusesEvenThisMachine() => Assert.NotNull(Refusal("s3cret", AuthorizationLevel.Function));

    [Fact]
    public void Refusal_Anonymous_LetsAnybodyIn() =>
        Assert.Null(Refusal("s3cret", AuthorizationLevel.Anonymous, request => request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse("192.168.1.9")));

    private static string? Refusal(string? key, AuthorizationLevel level, Action<HttpRequest>? shape = null)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        http.Request.Host = new HostString("127.0.0.1", 7071);
        shape?.Invoke(http.Request);
        return new AccessRule(key).Refusal(http, new FunctionTrigger.Http("route", [], level));
    }
}
