using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Reporting;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>Answers to a survey, from the message that asks to the report.</summary>
public sealed class SurveyAnswersTests
{
    private const string Number = "+4915112345678";

    private static readonly Survey Why = new("why", "Why did you leave?", [new("price", "Too expensive"), new("other", "Something else", "else")], "Thank you.", "More?");

    private readonly AWorld _world = new(campaigns: Given.Campaign() with { Survey = Why, Touches = [Asking(Channel.Email)] });

    [Fact]
    public async Task Answer_IsAnAttributeAnEventAndCounted_AnotherTakesItsPlace()
    {
        var token = await SendAsync();
        Assert.True(await AnswerAsync(token, 0, "  It was\r\nquite dear "));
        Assert.True(await AnswerAsync(token, 1, comment: null));
        Assert.True(await AnswerAsync(token, 1, ""));      // the same once more

        var user = await _world.UserAsync();
        Assert.Equal(FieldValue.Of("other"), user.Profile.Attributes["survey.replenish.why"].Value);
        Assert.Equal(2, user.Open[0].Answered!.Times);
        var events = (await _world.People.EventsAsync("anna")).Where(each => each.Type == Survey.EventType).OrderBy(each => each.Id, StringComparer.Ordinal).ToList();
        Assert.Equal(["price", "other"], events.Select(each => each.Properties!.Value.GetProperty("answer").GetString()));
        Assert.Equal("It was  quite dear", events[0].Properties!.Value.GetProperty("comment").GetString());
        Assert.Equal([new("why.other", 1)], (await ReportAsync()).Funnel[0].Answers);
        Assert.Null(user.Open[0].ReturnedAt);
        Assert.Equal(EnrolmentStatus.Completed, user.Open[0].Status);      // it has one touch
    }

    [Fact]
    public async Task Read_ChangesNothing()
    {
        var token = await SendAsync();
        var before = await _world.People.ReadAsync("anna");

        var view = await _world.Surveys.ReadAsync(token);

        Assert.Equal((Why.Question, 0), (view!.Survey.Question, view.Chosen));
        Assert.Equal(before!.ETag, (await _world.People.ReadAsync("anna"))!.ETag);
    }

    [Fact]
    public async Task Read_OtherLanguage_IsTheReadersAndTheAnswerCountsAsTheSame()
    {
        _world.Campaigns.Set = Given.Set(Given.Campaign() with
        {
            Survey = Why with { Locales = new Dictionary<string, Survey> { ["de"] = Why with { Question = "Warum?", Answers = [new("price", "Zu teuer"), new("other", "Anderes")] } } },
            Touches = [Asking(Channel.Email)],
        });
        var token = await SendAsync();
        await _world.ApplyAsync(new IncomingEvent { Id = "locale", UserId = "anna", Type = IncomingEvent.ProfileType, At = _world.Now, Profile = new() { Fields = new Dictionary<string, GivenField<string?>> { ["locale"] = new("de-CH", _world.Now) } } });

        var view = (await _world.Surveys.ReadAsync(token))!;

        Assert.Equal(("de", "Warum?", "Zu teuer"), (view.Language, view.Survey.Question, view.Survey.Answers[view.Chosen].Text));
        Assert.True(await AnswerAsync(token, 1, comment: null));
        Assert.Equal([new("why.other", 1)], (await ReportAsync()).Funnel[0].Answers);
    }

    [Fact]
    public async Task Read_ForgedOrForSomethingElse_IsNone()
    {
        var token = await SendAsync();
        var reference = _world.Provider.Calls[0].Reference;

        Assert.Null(await _world.Surveys.ReadAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A')));
        Assert.Null(await _world.Surveys.ReadAsync(new LinkTokens(_world.Links).Click(reference)));
        Assert.Null(await _world.Surveys.ReadAsync(new LinkTokens(_world.Links).Survey(reference, 2)));    // there is no third answer
        Assert.Null(await _world.Surveys.ReadAsync(new LinkTokens(_world.Links).Survey(AttemptReference.For("another", 0), 0)));
    }

    [Fact]
    public async Task Answer_AfterTheWindow_IsNotKept()
    {
        var token = await SendAsync();
        _world.Clock.Advance(TimeSpan.FromDays(20));
        await _world.ScanAsync();

        Assert.False(await AnswerAsync(token, 0, comment: null));
        Assert.Empty((await _world.UserAsync()).Profile.Attributes);
    }

    [Fact]
    public async Task Answer_ChangedAgainAndAgain_EndsAtTheTenth()
    {
        var token = await SendAsync();
        for (var i = 0; i < SurveyAnswers.MostTimes; i++)
            Assert.True(await AnswerAsync(token, i % 2, comment: null));

        Assert.False(await AnswerAsync(token, 0, comment: null));
        Assert.Equal(10, (await _world.People.EventsAsync("anna")).Count(each => each.Type == Survey.EventType));
        Assert.Equal([new("why.other", 1)], (await ReportAsync()).Funnel[0].Answers);
    }

    [Theory]
    [InlineData("2", "answer", "other")]
    [InlineData("Else", "answer", "other")]
    [InlineData("2 or 3", "reply", null)]
    [InlineData("stop", "stop", null)]
    public async Task Sms_WholeReply_Answers(string text, string kind, string? answer)
    {
        _world.Campaigns.Set = Given.Set(Given.Campaign() with { Survey = Why, Touches = [Asking(Channel.Sms)] });
        await SendAsync();
        var replies = new SmsReplies(new(new()), _world.OptOuts, _world.Owners, _world.Hasher, _world.Ingest, _world.Surveys);

        Assert.Equal(new(kind, 1), await replies.TakeAsync(new("m-1", Number, text, _world.Now), _world.Sequences));
        await replies.TakeAsync(new("m-1", Number, text, _world.Now), _world.Sequences);       // the report comes twice

        Assert.Equal(answer, (await _world.UserAsync()).Profile.Attributes.GetValueOrDefault("survey.replenish.why")?.Value?.Text);
        Assert.Equal(answer is null ? 0 : 1, (await _world.People.EventsAsync("anna")).Count(each => each.Type == Survey.EventType));
    }

    [Fact]
    public async Task Answer_AnAudienceReadsIt()
    {
        var dear = Given.Campaign("dear") with { Audience = new Condition.Field("attributes.survey.replenish.why", Comparison.Is, [FieldValue.Of("price")]) };
        _world.Campaigns.Set = Given.Set([.. _world.Campaigns.Set.Active, dear]);
        var token = await SendAsync();
        Assert.DoesNotContain((await _world.UserAsync()).Open, open => open.Campaign == "dear");

        await AnswerAsync(token, 0, comment: null);
        _world.Clock.Advance(TimeSpan.FromHours(1));
        await _world.ScanAsync();

        Assert.Contains((await _world.UserAsync()).Open, open => open.Campaign == "dear");
    }

    private static Touch Asking(Channel channel) => Given.Touch("ask", "PT0H", channel) is var touch
        ? touch with { Templates = touch.Templates.ToDictionary(pair => pair.Key, pair => pair.Value with { Body = "{{survey.question}}\n\n{{survey.answers}}" }) }
        : throw new InvalidOperationException();

    private async Task<bool> AnswerAsync(string token, int answer, string? comment)
    {
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        return await _world.Surveys.AnswerAsync((await _world.Surveys.ReadAsync(token))!, answer, comment, _world.Now, _world.Sequences);
    }

    private async Task<string> SendAsync()
    {
        await _world.ApplyAsync(Given.Reachable(_world.Now), Phone(), Given.Purchase(_world.Now));
        _world.Clock.Advance(TimeSpan.FromDays(31));
        await _world.ScanAsync();
        await _world.Sender.ContactAsync(SequenceState.From(_world.Sequences.Started.Single(each => each.Campaign == "replenish")), _world.Sequences, CancellationToken.None);
        return new LinkTokens(_world.Links).Survey(Assert.Single(_world.Provider.Calls).Reference, 0);
    }

    private IncomingEvent Phone() => new()
    {
        Id = "profile-2",
        UserId = "anna",
        Type = IncomingEvent.ProfileType,
        At = _world.Now,
        Profile = new()
        {
            Fields = new Dictionary<string, GivenField<string?>> { ["phone"] = new(Number, _world.Now) },
            Consents = new Dictionary<string, GivenConsent> { ["sms"] = new(true, _world.Now, "signup-form") },
        },
    };

    private async Task<CampaignReport> ReportAsync()
    {
        var day = DateOnly.FromDateTime(Given.Noon.UtcDateTime);
        return await new ReportReader(_world.Facts).ReadAsync("replenish", day, day.AddDays(100));
    }
}
