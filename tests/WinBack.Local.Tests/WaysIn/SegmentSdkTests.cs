using WinBack.Core.Users;
using WinBack.Local.Tests.Flow;
using WinBack.TestKit.Node;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.WaysIn;

/// <summary>The official JavaScript SDK, unchanged, pointed at the local host by its options. See <c>tests/segment</c>.</summary>
public sealed class SegmentSdkTests
{
    [SkippableFact]
    public async Task Sdk_KeyOfFullTrust_BringsProfileValueAndMerge()
    {
        await using var app = await OpenAsync();
        await SendAsync(app, app.TrustedKey);

        var anna = (await app.People.FindAsync("anna"))!;
        Assert.Equal(("Anna Berg", "anna@example.com", "+4915112345678"), (anna.Profile.Name?.Value, anna.Profile.Email?.Value, anna.Profile.Phone?.Value));
        Assert.Equal(["friends=42", "plan=Enterprise"], Attributes(anna));
        Assert.Empty(anna.Profile.Consents);     // an address is no consent
        var events = await app.People.EventsAsync("anna");
        Assert.Equal(["order_completed", "page", "product_viewed"], Types(events));
        var order = events.Single(each => each.Type == "order_completed");
        Assert.Equal((19.5m, "EUR", "o-1"), (order.Value, order.Currency, order.Properties!.Value.GetProperty("order_id").GetString()));
        await app.AssertKeptAsync();
    }

    // Its key stands in an app that everybody can take apart.
    [SkippableFact]
    public async Task Sdk_KeyOfLowTrust_BringsNoAddressNoValueAndNoMerge()
    {
        await using var app = await OpenAsync();
        await SendAsync(app, LowTrustKey);

        var anna = (await app.People.FindAsync("anna"))!;
        Assert.Equal("Anna Berg", anna.Profile.Name?.Value);
        Assert.Null(anna.Profile.Email);
        Assert.Null(anna.Profile.Phone);
        Assert.Equal(["friends=42", "plan=Enterprise"], Attributes(anna));
        var events = await app.People.EventsAsync("anna");
        Assert.Equal(["order_completed", "page"], Types(events));
        Assert.Null(events.Single(each => each.Type == "order_completed").Value);
        Assert.Equal(["product_viewed"], Types(await app.People.EventsAsync("visitor-17")));
        await app.AssertKeptAsync();
    }

    [SkippableFact]
    public async Task Sdk_KeyOfNobody_IsToldSo()
    {
        await using var app = await OpenAsync();
        var run = await RunAsync(app, "nobody's");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("401", run.Output, StringComparison.Ordinal);
        Assert.Null(await app.People.FindAsync("anna"));
    }

    private static async Task SendAsync(ARunningApp app, string key)
    {
        var run = await RunAsync(app, key);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal("200", run.Output.Trim());
    }

    private static async Task<NodeRun> RunAsync(ARunningApp app, string key)
    {
        try
        {
            return await NodeProject.Segment.RunAsync("send.cjs", [app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), key], TimeSpan.FromMinutes(15));
        }
        catch (NodeUnavailableException missing) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            throw new SkipException(missing.Message);
        }
    }

    private static IEnumerable<string> Attributes(User user) =>
        user.Profile.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value.Value}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Types(IEnumerable<StoredEvent> events) =>
        events.Select(each => each.Type).Where(type => type != "profile").Order(StringComparer.Ordinal);
}
