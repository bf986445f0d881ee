using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WinBack.Core.Campaigns;
using WinBack.Local.Tests.Hostile;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Reporting.Guards;
using Xunit;

namespace WinBack.Local.Tests.Flow;

/// <summary>A campaign whose budget is spent, in the whole app: from the message that spent it to the pause, the log and the word, and to the day somebody raises it.</summary>
public sealed class GuardFlowTests
{
    private static readonly Dictionary<string, string?> Dear = new() { ["Outcomes:PushPrice"] = "1" };

    [Fact]
    public async Task Budget_Spent_StopsEntryAndTouchesUntilItIsRaised()
    {
        using LogCatcher log = new();
        Hook hook = new();
        await using var app = await ARunningApp.OpenWithSettingsAsync(
            Dear, services => services.AddSingleton<IGuardHook>(hook).AddLogging(logs => logs.AddProvider(log)), FlowCampaign.With("guards: {budget: {amount: 1, currency: EUR}}"));
        await app.BuysReachableAsync("anna");
        await app.BuysReachableAsync("ben");
        await app.UntilAsync(30);
        await app.UntilAsync(30, 18);
        Assert.Equal(CampaignStatus.Active, await StatusAsync(app));      // spent, and not looked at yet

        await app.BuysReachableAsync("late", day: 1.5);
        await app.UntilAsync(38);

        Assert.Equal(CampaignStatus.Paused, await StatusAsync(app));
        Assert.Equal((1, 0), ((await app.SentAsync("anna")).Count, (await app.SentAsync("late")).Count));
        Assert.Empty(await app.People.EnrolmentsAsync("late"));
        Assert.StartsWith("guard.again.1.2", Assert.Single(hook.Keys), StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Contains("Campaign again paused itself: budget: 2.00 of 1.00 EUR", StringComparison.Ordinal));
        var deed = (await app.Http.GetFromJsonAsync<JsonElement>("api/admin/campaigns/again/log"))[1];
        Assert.Equal(("paused", "guard"), (deed.GetProperty("what").GetString(), deed.GetProperty("by").GetString()));
        Assert.StartsWith("budget: 2.00 of 1.00 EUR", deed.GetProperty("why").GetString(), StringComparison.Ordinal);

        using var refused = await app.Http.PostAsync("api/admin/campaigns/again/status/active", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("its budget of 1.00 EUR is spent", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var raised = await app.Http.PostAsync("api/admin/campaigns?file=again.yaml", new StringContent(FlowCampaign.With("guards: {budget: {amount: 100, currency: EUR}}")));
        var answer = await raised.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Paused", answer.GetProperty("status").GetString());
        Assert.Contains("./winback campaign resume again", answer.GetProperty("staysPaused").GetString(), StringComparison.Ordinal);
        using var resumed = await app.Http.PostAsync("api/admin/campaigns/again/status/active", null);
        Assert.Equal(HttpStatusCode.NoContent, resumed.StatusCode);
        await app.UntilAsync(40);

        Assert.Equal(CampaignStatus.Active, await StatusAsync(app));
        Assert.Contains("again:second", (await app.SentAsync("anna"))[^1], StringComparison.Ordinal);
        Assert.Single(await app.SentAsync("late"));
        Assert.Single(hook.Keys);
        await app.AssertKeptAsync();
    }

    private static async Task<CampaignStatus?> StatusAsync(ARunningApp app) => await app.Services.GetRequiredService<ICampaigns>().StatusAsync("again");

    private sealed class Hook : IGuardHook
    {
        public List<string> Keys { get; } = [];

        public Task<bool> PostAsync(string key, byte[] body, CancellationToken cancel)
        {
            Keys.Add(key);
            return Task.FromResult(true);
        }
    }
}
