using System.Net;
using System.Text.Json;
using WinBack.Core.Users;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>What a person may ask of us, over HTTP.</summary>
public sealed class PersonRightsTests
{
    [Fact]
    public async Task Erase_InTheMiddleOfASequence_EndsItAndKeepsNothingOfTheDurableRun()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.BuysReachableAsync("anna/1");
        await app.BuysReachableAsync("ben");
        await app.UntilAsync(32);
        var instance = OpenEnrolment.InstanceId("again", 1, (await app.People.FindAsync("anna/1"))!.PersonKey);
        Assert.NotNull(await app.Durable.GetInstanceAsync(instance));

        using var answer = await app.Http.PostAsync("api/users/anna%2F1/erase", null);
        using var again = await app.Http.PostAsync("api/users/anna%2F1/erase", null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.StatusCode, again.StatusCode));
        Assert.Null(await app.Durable.GetInstanceAsync(instance));
        Assert.Null(await app.People.FindAsync("anna/1"));
        await app.BuysReachableAsync("anna/1", day: 32);
        await app.UntilAsync(90);
        Assert.Null(await app.People.FindAsync("anna/1"));
        Assert.Empty(await app.OutboxAsync("anna/1"));
        Assert.NotEmpty(await app.OutboxAsync("ben"));
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task PostEvents_OfAnErasedUser_AreDroppedAndCounted()
    {
        await using var app = await OpenAsync();
        using var erased = await app.Http.PostAsync("api/users/anna/erase", null);
        using var answer = await app.Http.PostAsync("api/events", new StringContent("""[{"id":"e1","userId":"anna","type":"purchase","at":"2026-03-01T09:00:00Z"}]""", null, "application/json"));
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal(1, said.RootElement.GetProperty("dropped").GetInt32());
        Assert.Equal("dropped", said.RootElement.GetProperty("results")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Readmit_AnErasedUser_MayBeginAnew()
    {
        await using var app = await OpenAsync();
        using var erased = await app.Http.PostAsync("api/users/anna/erase", null);
        using var lifted = await app.Http.PostAsync("api/users/anna/readmit", null);
        using var twice = await app.Http.PostAsync("api/users/anna/readmit", null);
        await app.BuysAsync("anna", 0);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (lifted.StatusCode, twice.StatusCode));
        Assert.NotNull(await app.People.FindAsync("anna"));
    }

    [Fact]
    public async Task Export_KnownUser_HoldsEverythingThatIsStored()
    {
        await using var app = await OpenAsync(null, FlowCampaign.Again);
        await app.PostAsync("\"type\":\"visit\"", "visitor", 0);
        await app.BuysReachableAsync("anna");
        await app.PostAsync("\"type\":\"login\",\"mergeFrom\":\"visitor\"", "anna", 0);
        await app.UntilAsync(38);

        using var answer = await app.Http.GetAsync("api/users/anna/export");
        using var export = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var ids = export.RootElement.GetProperty("ids").EnumerateArray().ToDictionary(each => each.GetProperty("userId").GetString()!);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["anna", "visitor"], ids.Keys.Order());
        var consent = ids["anna"].GetProperty("user").GetProperty("profile").GetProperty("consents").GetProperty("Email");
        Assert.Equal("form", consent.GetProperty("source").GetString());
        Assert.Equal((await app.People.EventsAsync("anna")).Count, ids["anna"].GetProperty("events").GetArrayLength());
        Assert.Equal(1, ids["anna"].GetProperty("enrolments").GetArrayLength());
        Assert.Equal((await app.People.LedgerAsync("anna")).Count, ids["anna"].GetProperty("decisions").GetArrayLength());
        Assert.Equal(["email", "push"], ids["anna"].GetProperty("addresses").EnumerateArray().Select(each => each.GetProperty("channel").GetString()));
    }

    [Fact]
    public async Task Export_NobodyKnown_Is404()
    {
        await using var app = await OpenAsync();
        using var answer = await app.Http.GetAsync("api/users/nobody/export");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
