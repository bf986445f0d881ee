using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.Browser;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The preference centre, as its reader, their mail program and a stranger use it.</summary>
public sealed class PreferencePageTests
{
    [SkippableFact]
    public async Task Browser_KeyboardOnASmallPhoneWithoutScripts_SavesWhatIsSaid()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var visit = new Visit(new Uri(app.Http.BaseAddress!, await PathAsync(app)).ToString());

        var seen = await visit.SeeAsync();
        seen.AssertUsable();
        Assert.Equal(["E-mail", "App notification"], seen.Checked.Where(each => each is "E-mail" or "App notification").OrderDescending());
        var saved = await visit
            .TabTo("App notification").Press("Space")
            .TabTo("Whenever there is something to say").Press("ArrowDown")
            .TabTo("No break").Press("ArrowDown").Press("ArrowDown")
            .TabTo("Save").Press("Enter", leads: true)
            .SeeAsync();

        saved.AssertUsable();
        Assert.Contains("Saved.", saved.Text, StringComparison.Ordinal);
        Assert.Equal(["E-mail", "Once a week at most", "On a break until 2026-07-09"], saved.Checked);
        var anna = (await app.People.FindAsync("anna"))!;
        Assert.False(anna.Profile.Consents[Channel.Push].Given);
        Assert.True(anna.Profile.Consents[Channel.Email].Given);
        Assert.Equal((PreferredFrequency.Weekly, Day(38).AddMonths(3)), (anna.Preferences!.Frequency, anna.Preferences.PausedUntil));
        await app.AssertKeptAsync();
    }

    [SkippableFact]
    public async Task Browser_PageToUnsubscribe_IsUsedByKeyboardOnASmallPhoneWithoutScripts()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var url = new Uri(app.Http.BaseAddress!, new Uri((await MessageAsync(app)).UnsubscribeUrl!).PathAndQuery).ToString();

        var asked = await new Visit(url) { Language = "de-AT" }.SeeAsync();
        var done = await new Visit(url).TabTo("Yes, stop").Press("Enter", leads: true).SeeAsync();

        asked.AssertUsable();
        done.AssertUsable();
        Assert.Equal(("de", "You are unsubscribed"), (asked.Language, done.Heading));
        Assert.False((await app.People.FindAsync("anna"))!.Profile.Consents[Channel.Email].Given);
    }

    [SkippableFact]
    public async Task Browser_LinkOfNobody_ShowsTheOnePage()
    {
        await using var app = await OpenAsync();
        var seen = await new Visit(new Uri(app.Http.BaseAddress!, "p/local.AAAA").ToString()).SeeAsync();

        seen.AssertUsable();
        Assert.Equal((404, "This link does not work"), (seen.Status, seen.Heading));
    }

    [Fact]
    public async Task Get_AndHead_ChangeNothing()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var path = await PathAsync(app);
        var before = await app.People.ReadAsync("anna");

        using var got = await app.Http.GetAsync(path + "?sent=1&stop-all=1");
        using var head = await app.Http.SendAsync(new(HttpMethod.Head, path));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (got.StatusCode, head.StatusCode));
        Assert.Equal(before!.ETag, (await app.People.ReadAsync("anna"))!.ETag);
    }

    // A scanner that posts to whatever it finds says nothing.
    [Theory]
    [InlineData("")]
    [InlineData("List-Unsubscribe=One-Click")]
    [InlineData("{\"sent\":1}")]
    public async Task Post_OfSomethingElse_ChangesNothing(string body)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var path = await PathAsync(app);
        var before = await app.People.ReadAsync("anna");

        using var answer = await app.Http.PostAsync(path, Form(body));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before!.ETag, (await app.People.ReadAsync("anna"))!.ETag);
    }

    [Fact]
    public async Task Post_StopEverything_SuppressesAndEndsEveryChannelWhateverIsTicked()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        using var answer = await app.Http.PostAsync(await PathAsync(app), Form("sent=1&shown=email&shown=push&on=email&on=push&stop-all=1"));
        var sent = (await app.OutboxAsync("anna")).Count;
        await app.UntilAsync(90);

        Assert.All((await app.People.FindAsync("anna"))!.Profile.Consents.Values, consent => Assert.False(consent.Given));
        Assert.True(await app.Services.GetRequiredService<ISuppressions>().IsSuppressedAsync(Channel.Email, "anna@example.com"));
        Assert.True(await app.Services.GetRequiredService<ISuppressions>().IsSuppressedAsync(Channel.Push, "token-anna"));
        Assert.Equal(sent, (await app.OutboxAsync("anna")).Count);
        await app.AssertKeptAsync();
    }

    [Theory]
    [InlineData("&quiet-from=21&quiet-to=9", 21, 9)]
    [InlineData("&quiet-from=0&quiet-to=23", 0, 23)]
    [InlineData("&quiet-from=9&quiet-to=9", null, null)]
    [InlineData("&quiet-from=9&quiet-to=none", null, null)]
    [InlineData("&quiet-from=24&quiet-to=-1", 1, 2)]            // what is not offered, or not said, leaves things as they are
    [InlineData("", 1, 2)]
    public async Task Post_QuietHours_AreKeptAsSaid(string said, int? from, int? to)
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var path = await PathAsync(app);
        using var before = await app.Http.PostAsync(path, Form("sent=1&quiet-from=1&quiet-to=2"));
        await app.UntilAsync(39);
        using var answer = await app.Http.PostAsync(path, Form("sent=1" + said));

        var quiet = (await app.People.FindAsync("anna"))!.Preferences!.QuietHours;
        Assert.Equal((from, to), (quiet?.From.Hour, quiet?.To.Hour));
        var page = await app.Http.GetStringAsync(path);
        Assert.Equal(from is null ? 2 : 0, page.Split("value=\"none\" selected").Length - 1);
    }

    [Fact]
    public async Task Post_OnAgain_TakesUpWhatWasStoppedHere()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var path = await PathAsync(app);
        using var off = await app.Http.PostAsync(path, Form("sent=1&shown=email&shown=push"));
        await app.UntilAsync(39);
        using var on = await app.Http.PostAsync(path, Form("sent=1&shown=email&on=email&shown=push&on=push"));

        Assert.All((await app.People.FindAsync("anna"))!.Profile.Consents.Values, consent => Assert.True(consent.Given));
        Assert.False(await app.Services.GetRequiredService<ISuppressions>().IsSuppressedAsync(Channel.Push, "token-anna"));
    }

    [Fact]
    public async Task Get_TokenOfAnotherPurpose_IsNone()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        var message = await MessageAsync(app);
        using var answer = await app.Http.GetAsync(new Uri(message.UnsubscribeUrl!).PathAndQuery.Replace("/u/", "/p/", StringComparison.Ordinal));
        using var other = await app.Http.GetAsync(Path(message).Replace("/p/", "/u/", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (answer.StatusCode, other.StatusCode));
    }

    private static StringContent Form(string body) => new(body, null, "application/x-www-form-urlencoded");

    private static async Task<string> PathAsync(ARunningApp app) => Path(await MessageAsync(app));

    private static string Path(OutboundMessage message) =>
        new Uri(message.Content.Text.Split(' ', '\n').Single(word => word.Contains("/p/", StringComparison.Ordinal))).PathAndQuery;

    private static async Task<OutboundMessage> MessageAsync(ARunningApp app)
    {
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(38);
        return (await app.OutboxAsync("anna")).Single(entry => entry.Message.Channel == Channel.Email).Message;
    }
}
