using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace WinBack.Local.Tests.Flow;

/// <summary>What the app answers, against the schemas of its own OpenAPI document.</summary>
public sealed class ApiSchemaTests
{
    private const string Good = """{"id": "1", "userId": "anna", "type": "purchase", "at": "2026-03-02T08:00:00Z", "value": 12.5, "currency": "EUR"}""";

    [Theory]
    [InlineData("api/events", $"[{Good}]", "202 BatchAnswer")]
    [InlineData("api/events", $$"""[{{Good}}, {{Good}}, {"id": "2", "userId": "anna", "type": "purchase", "at": "2026-03-02T08:00:00Z", "value": 1, "currency": "eur"}, 7]""", "202 BatchAnswer")]
    [InlineData("api/events", "no JSON", "400 Problem")]
    [InlineData("api/segment/v1/track", """{"messageId": "1", "userId": "anna", "event": "viewed", "timestamp": "2026-03-02T08:00:00Z"}""", "200 SegmentAnswer")]
    [InlineData("api/segment/v1/track", """{"messageId": "1", "event": "viewed"}""", "200 SegmentAnswer")]
    [InlineData("api/segment/v1/other", "{}", "404 Problem")]
    [InlineData("api/catalogue", """[{"item": "a", "at": "2026-03-02T08:00:00Z", "available": true}, {"item": "b"}]""", "202 CatalogueAnswer")]
    [InlineData("api/admin/campaigns?file=x.yaml", "id: x", "422 Problem")]
    [InlineData("api/admin/campaigns/test", "{}", "400 Problem")]
    [InlineData("api/admin/campaigns/again/status/paused", "", "204")]
    [InlineData("api/admin/campaigns/absent/status/paused", "", "404 Problem")]
    [InlineData("api/admin/campaigns/again/move-in-flight", "", "409 Problem")]
    [InlineData("api/admin/offers/spring/codes", "A-1\nA-2\n", "200 OfferImport")]
    [InlineData("api/admin/offers/spring/codes", "A 1\n", "422 Problem")]
    [InlineData("api/admin/scan", "", "200 ScanResult")]
    [InlineData("api/users/nobody/readmit", "", "404 Problem")]
    public async Task Post_Answered_IsAsTheDocumentSays(string path, string body, string expected)
    {
        await using var app = await ARunningApp.OpenAsync(null, FlowCampaign.Again);
        using var answer = await app.Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        await AssertAsync(app, answer, expected);
    }

    [Theory]
    [InlineData("api/health", "200 Health")]
    [InlineData("api/reports", "200 ReportList")]
    [InlineData("api/reports/again", "200 CampaignReport")]
    [InlineData("api/reports/absent", "404 Problem")]
    [InlineData("api/programme", "404 Problem")]
    [InlineData("api/admin/users/person-1/why?campaign=again", "200 WhyReport")]
    [InlineData("api/admin/users/nobody/why", "404 Problem")]
    [InlineData("api/export/facts", "400 Problem")]
    [InlineData("api/export/facts?campaign=absent&day=2026-03-02", "404 Problem")]
    [InlineData("api/export/people", "404 Problem")]
    public async Task Get_Answered_IsAsTheDocumentSays(string path, string expected)
    {
        await using var app = await ARunningApp.OpenAsync(null, FlowCampaign.With(holdout: "50%"));
        if (expected.StartsWith("200", StringComparison.Ordinal))
            await ReportFlowTests.LiveAsync(app);
        using var answer = await app.Http.GetAsync(path);
        await AssertAsync(app, answer, expected);
    }

    [Fact]
    public async Task OpenApi_NeedsNoKeyAndListsItself()
    {
        await using var app = await ARunningApp.OpenAsync();
        using var anybody = new HttpClient { BaseAddress = app.Http.BaseAddress };
        var document = JsonNode.Parse(await anybody.GetStringAsync("api/openapi.json"))!;
        Assert.NotNull(document["paths"]!["/api/openapi.json"]);
    }

    [Theory]
    [InlineData("Event", Good, true)]
    [InlineData("Event", """{"id": "1", "userId": "anna", "at": "2026-03-02T08:00:00Z"}""", false)]                                        // says nothing
    [InlineData("Event", """{"id": "1", "userId": "anna", "type": "purchase", "at": "2026-03-02T08:00:00Z", "vlaue": 1}""", false)]        // a misspelling
    [InlineData("Event", """{"id": "1", "userId": "anna", "at": "2026-03-02T08:00:00Z", "profile": {"email": {"value": "a@b.c", "at": "2026-03-02T08:00:00Z"}, "phone": null}}""", true)]
    [InlineData("ItemState", """{"item": "a", "at": "2026-03-02T08:00:00Z", "price": 1}""", false)]                                        // no currency
    [InlineData("BatchAnswer", """{"applied": 0, "duplicates": 0, "queued": 0, "refused": 1, "results": [{"position": 0, "id": null, "status": "refused"}]}""", false)]
    [InlineData("CampaignReport", "{}", false)]
    [InlineData("Problem", "[]", false)]
    public async Task Schema_OfWhatIsRightAndWrong_TellsThemApart(string name, string given, bool isRight)
    {
        await using var app = await ARunningApp.OpenAsync();
        Assert.Equal(isRight, (await ApiSchemas.OfAsync(app)).Errors(name, given).Count == 0);
    }

    private static async Task AssertAsync(ARunningApp app, HttpResponseMessage answer, string expected)
    {
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(expected.StartsWith($"{(int)answer.StatusCode}", StringComparison.Ordinal), $"{answer.StatusCode}: {said}");
        var schema = expected.Split(' ').Skip(1).FirstOrDefault();
        if (answer.StatusCode >= HttpStatusCode.BadRequest)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        if (schema is null)
            return;
        var errors = (await ApiSchemas.OfAsync(app)).Errors(schema, said);
        Assert.True(errors.Count == 0, $"{string.Join('\n', errors)}\n{said}");
    }
}
