using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Sending;

/// <summary>How a survey is asked, and what becomes of an answer.</summary>
public sealed class SurveyTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private static readonly Survey Why = new("why", "Why did you leave?", [new("price", "Too <dear>", "price"), new("other", "Something else")], "Thank you.");

    private static readonly Campaign Asking = ATouch.Plan with
    {
        Survey = Why,
        Touches = [.. ATouch.Plan.Touches.Select(touch => touch with
        {
            Templates = touch.Templates.ToDictionary(pair => pair.Key, pair => pair.Value with { Body = "{{survey.question}}\n\n{{survey.answers}}\n\nBye", DeepLink = null }),
        })],
    };

    [Fact]
    public void Render_Email_GivesEachAnswerALinkOfItsOwn()
    {
        var frame = MessageFrame.None with { AnswerUrl = index => $"https://x.example/s/{index}" };
        var message = Assert.IsType<Rendering.Done>(MessageRenderer.Render(Asking, Asking.Touches[0], Channel.Email, ATouch.Enrolled(Asking), frame)).Message;

        Assert.Contains("Why did you leave?\n\nToo <dear>: https://x.example/s/0\nSomething else: https://x.example/s/1\n\nBye", message.Text, StringComparison.Ordinal);
        Assert.Contains("""<a href="https://x.example/s/0" style="display:block""", message.Html, StringComparison.Ordinal);
        Assert.Contains(">Too &lt;dear&gt;</a>", message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(">https://x.example", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Sms_NumbersTheAnswers() => Assert.Equal(
        "Why did you leave?\n\n1 Too <dear>\n2 Something else\n\nBye",
        Assert.IsType<Rendering.Done>(MessageRenderer.Render(Asking, Asking.Touches[0], Channel.Sms, ATouch.Enrolled(Asking), MessageFrame.None)).Message.Text);

    [Theory]
    [InlineData("de-AT", "Hallo\n\nWarum?\n\n1 Zu teuer\n2 Anderes")]
    [InlineData("fr", "Hello\n\nWhy did you leave?\n\n1 Too <dear>\n2 Something else")]
    [InlineData("it", "Ciao\n\nWhy did you leave?\n\n1 Too <dear>\n2 Something else")]      // no Italian question: never a German one
    public void Render_OtherLanguage_AsksInThatOfTheMessage(string locale, string text)
    {
        const string asked = "\n\n{{survey.question}}\n\n{{survey.answers}}";
        var campaign = Asking with
        {
            Survey = InGerman,
            Touches = [ATouch.Plan.Touches[0] with { Templates = new Dictionary<Channel, Template> { [Channel.Sms] = new(null, null, "Hello" + asked, null) { Locales = new Dictionary<string, Template> { ["de"] = new(null, null, "Hallo" + asked, null), ["it"] = new(null, null, "Ciao" + asked, null) } } } }],
        };
        var user = ATouch.Enrolled(campaign);
        user = user with { Profile = user.Profile with { Locale = new(locale, Noon) } };

        Assert.Equal(text, Assert.IsType<Rendering.Done>(MessageRenderer.Render(campaign, campaign.Touches[0], Channel.Sms, user, MessageFrame.None)).Message.Text);
    }

    [Theory]
    [InlineData("preis", null, "price")]
    [InlineData("anderes", "fr", "other")]
    [InlineData("price", "de", "price")]
    [InlineData("x", null, "price")]
    [InlineData("x", "de-AT", "other")]      // in German it is the word for the other one
    public void Find_AnyLanguage_IsUnderstoodTheReadersFirst(string text, string? locale, string answer) => Assert.Equal(
        answer,
        SurveyReply.Find(InGerman with { Answers = [Why.Answers[0] with { Reply = text == "x" ? "x" : "price" }, Why.Answers[1]] }, text, locale)?.Id);

    [Fact]
    public void Asked_ByTheTextOfTheirVariantOnly()
    {
        var says = Asking.Touches[0];
        var silent = says with { Templates = ATouch.Plan.Touches[0].Templates, Variants = new Dictionary<string, IReadOnlyDictionary<Channel, Template>> { ["b"] = says.Templates } };
        var campaign = Asking with { Touches = [silent] };
        var user = ATouch.Enrolled(campaign);
        user = user with { Contacts = [new(Noon, Channel.Sms, AttemptKey.For(user.Open[0].InstanceId(user.PersonKey), "t1", Channel.Sms))] };

        Assert.Null(SurveyReply.Asked(user.WithOpen(open => open with { Variant = new("a", .5) }), Given.Set(campaign), Noon));
        Assert.NotNull(SurveyReply.Asked(user.WithOpen(open => open with { Variant = new("b", .5) }), Given.Set(campaign), Noon));
    }

    private static Survey InGerman => Why with
    {
        Locales = new Dictionary<string, Survey> { ["de"] = Why with { Question = "Warum?", Answers = [new("price", "Zu teuer", "preis"), new("other", "Anderes", "x")] } },
    };

    [Theory]
    [InlineData("1", "price")]
    [InlineData(" 2. ", "other")]
    [InlineData("PRICE", "price")]
    [InlineData("something else!", "other")]
    [InlineData("3", null)]
    [InlineData("0", null)]
    [InlineData("12", null)]
    [InlineData("the price", null)]          // the whole message, or none: "2" is in "at 2 o'clock"
    [InlineData("at 2 o'clock", null)]
    [InlineData("", null)]
    public void Find_WholeMessage_ChoosesByNumberWordOrText(string text, string? answer) => Assert.Equal(answer, SurveyReply.Find(Why, text)?.Id);

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Asked_LatestTextMessage_DecidesAndForAWeek(int days, bool asked)
    {
        var user = ATouch.Enrolled(Asking);
        user = user with { Contacts = [new(Noon, Channel.Sms, AttemptKey.For(user.Open[0].InstanceId(user.PersonKey), "t1", Channel.Sms))] };

        Assert.Equal(asked, SurveyReply.Asked(user, Given.Set(Asking), Noon.AddDays(days)) is not null);
        Assert.Null(SurveyReply.Asked(user with { Contacts = [.. user.Contacts, new(Noon, Channel.Sms, "other.1.k:t:sms")] }, Given.Set(Asking), Noon));
        Assert.Null(SurveyReply.Asked(user, Given.Set(ATouch.Plan with { Survey = Why }), Noon));      // the message did not ask
    }

    [Fact]
    public void React_Answer_IsMarkedAndAFact_AndAnotherTakesItsPlace()
    {
        var first = After(ATouch.Enrolled(Asking), Answer("price", Noon.AddHours(1)));
        var second = After(first.User, Answer("other", Noon.AddHours(2)));

        Assert.Equal(new SurveyMark("why", "price", Noon.AddHours(1), 1), first.User.Open[0].Answered);
        Assert.Equal(new SurveyMark("why", "other", Noon.AddHours(2), 2), second.User.Open[0].Answered);
        var fact = Assert.IsType<Effect.AppendFact>(Assert.Single(second.Effects)).Fact;
        Assert.Equal((FactKind.SurveyAnswered, "why.other", 2, "SurveyAnswered.0002"), (fact.Kind, fact.Detail, fact.Sequel, fact.KindText));
        Assert.Same(first.User, After(first.User, Answer("other", Noon)).User);        // said before the one that stands
    }

    [Theory]
    [InlineData("nothing", "why", "replenish")]
    [InlineData("price", "what", "replenish")]
    [InlineData("price", "why", "elsewhere")]
    public void React_NotOfThisSurvey_IsAnEventLikeAnyOther(string answer, string survey, string campaign) =>
        Assert.Null(After(ATouch.Enrolled(Asking), Answer(answer, Noon.AddHours(1), survey, campaign)).User.Open[0].Answered);

    [Theory]
    [InlineData(new string[0], false)]                      // exit: any
    [InlineData(new[] { "purchase" }, false)]
    [InlineData(new[] { "purchase", "survey_answered" }, true)]
    public void React_Answer_IsAReturnOnlyWhereTheCampaignSaysSo(string[] exit, bool isReturn)
    {
        var campaign = Asking with { ExitTypes = exit };
        var user = ATouch.Enrolled(campaign);
        var change = Given.Change(user, Noon.AddHours(1));
        new ReturnReaction(Given.Set(campaign), NodaTime.DateTimeZone.Utc).React(change, user, Answer("price", Noon.AddHours(1)));

        Assert.Equal(isReturn, change.User.Open[0].ReturnedAt is not null);
    }

    private static PersonChange After(User user, IncomingEvent applied)
    {
        var change = Given.Change(user, Noon.AddHours(3));
        new SurveyReaction(Given.Set(Asking)).React(change, user, applied);
        return change;
    }

    private static IncomingEvent Answer(string answer, DateTimeOffset at, string survey = "why", string campaign = "replenish") => Given.Event(Survey.EventType, at) with
    {
        Properties = JsonSerializer.SerializeToElement(new { campaign, survey, answer }),
    };
}
