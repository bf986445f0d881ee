using System.Net;
using WinBack.Core.Users;
using WinBack.TestKit.Browser;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>The page of a survey, as its reader, their mail program and a stranger use it.</summary>
public sealed class SurveyPageTests
{
    private static readonly string Asking = FlowCampaign.With("""
        survey:
          id: why
          question: What made you leave?
          thanks: Thank you, somebody reads every answer.
          comment: Would you tell us more?
          answers:
            - {id: price, text: It was too expensive}
            - {id: other, text: Something else}
        """).Replace("subject: Hello again, body: Look,", "subject: Hello again, body: \"{{survey.question}}\\n\\n{{survey.answers}}\",", StringComparison.Ordinal);

    [SkippableFact]
    public async Task Browser_KeyboardOnASmallPhoneWithoutScripts_KeepsTheAnswer()
    {
        await using var app = await OpenAsync(null, Asking);
        var visit = new Visit(new Uri(app.Http.BaseAddress!, await PathAsync(app)).ToString());

        var seen = await visit.SeeAsync();
        seen.AssertUsable();
        Assert.Equal(("What made you leave?", "en"), (seen.Heading, seen.Language));
        Assert.Equal(["It was too expensive"], seen.Checked);
        var done = await visit.TabTo("It was too expensive").Press("ArrowDown").TabTo("Send").Press("Enter", leads: true).SeeAsync();

        done.AssertUsable();
        Assert.Contains("somebody reads every answer", done.Text, StringComparison.Ordinal);
        Assert.Equal(FieldValue.Of("other"), (await app.People.FindAsync("anna"))!.Profile.Attributes["survey.again.why"].Value);
    }

    [Fact]
    public async Task Get_HeadAndAPostOfSomethingElse_ChangeNothing()
    {
        await using var app = await OpenAsync(null, Asking);
        var path = await PathAsync(app);
        var before = await app.People.ReadAsync("anna");

        using var got = await app.Http.GetAsync(path + "?answer=1");
        using var head = await app.Http.SendAsync(new(HttpMethod.Head, path));
        using var empty = await app.Http.PostAsync(path, Form(""));
        using var unknown = await app.Http.PostAsync(path, Form("answer=2"));
        using var negative = await app.Http.PostAsync(path, Form("answer=-1"));

        Assert.All([got, head, empty, unknown, negative], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(before!.ETag, (await app.People.ReadAsync("anna"))!.ETag);
    }

    [Fact]
    public async Task Post_KeepsAnswerAndComment_AndAnotherTakesItsPlace()
    {
        await using var app = await OpenAsync(null, Asking);
        var path = await PathAsync(app);
        using var first = await app.Http.PostAsync(path, Form("answer=0&comment=%3Cb%3Edear%3C%2Fb%3E"));
        using var second = await app.Http.PostAsync(path, Form("answer=1&comment="));

        var anna = (await app.People.FindAsync("anna"))!;
        Assert.Equal(FieldValue.Of("other"), anna.Profile.Attributes["survey.again.why"].Value);
        Assert.Equal("<b>dear</b>", (await app.People.EventsAsync("anna")).Select(each => each.Properties).First(each => each?.TryGetProperty("comment", out _) == true)!.Value.GetProperty("comment").GetString());
        Assert.Null(anna.Open[0].ReturnedAt);
        await app.AssertKeptAsync();
    }

    [Fact]
    public async Task Get_ForgedOrOfAnotherPurpose_IsTheOnePage()
    {
        await using var app = await OpenAsync(null, Asking);
        var path = await PathAsync(app);
        using var forged = await app.Http.GetAsync(path[..^2] + "AA");
        using var other = await app.Http.GetAsync(path.Replace("/s/", "/p/", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (forged.StatusCode, other.StatusCode));
    }

    private static StringContent Form(string body) => new(body, null, "application/x-www-form-urlencoded");

    private static async Task<string> PathAsync(ARunningApp app)
    {
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(38);
        return (await app.OutboxAsync("anna")).Where(entry => entry.Message.Channel == Channel.Email)
            .SelectMany(entry => entry.Message.Content.Text.Split(' ', '\n')).Where(word => word.Contains("/s/", StringComparison.Ordinal))
            .Select(word => new Uri(word).PathAndQuery).First();
    }
}
