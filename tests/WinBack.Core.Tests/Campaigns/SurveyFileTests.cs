using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>What <c>survey</c> may say, and where templates may ask it.</summary>
public sealed class SurveyFileTests
{
    private const string Why = """
        survey:
          id: why
          question: Why did you leave?
          thanks: Thank you.
          answers:
            - {id: price, text: Too expensive, reply: price}
            - {id: other, text: Something else}
        """;

    [Fact]
    public void Read_Survey_IsTaken()
    {
        var survey = Read($"{Why}\n  comment: Anything to add?").Survey!;

        Assert.Equal(("why", "Why did you leave?", "Thank you.", "Anything to add?"), (survey.Id, survey.Question, survey.Thanks, survey.Comment));
        Assert.Equal([new("price", "Too expensive", "price"), new("other", "Something else")], survey.Answers);
        Assert.Equal("survey.again.why", survey.Attribute("again"));
        Assert.Null(FieldPath.Parse("survey.again.why"));
        Assert.NotNull(FieldPath.Parse("attributes." + survey.Attribute("again")));      // an audience reads it as any attribute
        Assert.Null(Read("").Survey);
    }

    [Theory]
    [InlineData("{id: why, question: Why?, thanks: Ok, answers: [{id: a, text: A}]}", "answers", "a list of 2 to 9 answers")]
    [InlineData("{id: why, question: Why?, thanks: Ok, answers: [{id: a, text: A}, {id: a, text: B}]}", "answers[1].id", "an id of its own")]
    [InlineData("{id: why, question: Why?, thanks: Ok, answers: [{id: a, text: A, reply: x}, {id: b, text: B, reply: X}]}", "answers[1].reply", "a word of its own; the number in the list answers anyway")]
    [InlineData("{id: why, question: Why?, thanks: Ok, answers: [{id: a, text: A, reply: \"2\"}, {id: b, text: B}]}", "answers[0].reply", "a word of its own; the number in the list answers anyway")]
    [InlineData("{id: why, thanks: Ok, answers: [{id: a, text: A}, {id: b, text: B}]}", "question", "what is asked")]
    public void Read_WhatMayNot_IsRefused(string survey, string path, string allowed)
    {
        var error = Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\nsurvey: {survey}").Errors);

        Assert.Equal(("survey." + path, allowed), (error.Path, error.Allowed));
    }

    [Fact]
    public void Read_OtherLanguages_AreWholeAndHaveTheSameAnswers()
    {
        var survey = Read($"{Why}\n  comment: More?\n  locales:\n    de: {{question: Warum?, thanks: Danke., comment: Mehr?, answers: [{{id: price, text: Zu teuer, reply: preis}}, {{id: other, text: Anderes}}]}}\n    de-AT: {{thanks: Merci.}}").Survey!;

        var (german, language) = survey.For("de-DE", "en");
        Assert.Equal(("de", "why", "Warum?", "Danke.", "Mehr?"), (language, german.Id, german.Question, german.Thanks, german.Comment));
        Assert.Equal([new("price", "Zu teuer", "preis"), new("other", "Anderes")], german.Answers);
        var (austrian, _) = survey.For("de-AT", "en");
        Assert.Equal(("Warum?", "Merci.", "Mehr?", 2), (austrian.Question, austrian.Thanks, austrian.Comment, austrian.Answers.Count));
        Assert.Equal((survey, "en"), survey.For("fr", "en"));
        Assert.Equal((survey, "en"), survey.For(null, "en"));
    }

    [Theory]
    [InlineData("{de: {thanks: Danke., answers: [{id: price, text: A}, {id: other, text: B}]}}", "locales.de.question", "its question in de")]
    [InlineData("{de: {question: Warum?, thanks: Danke., answers: [{id: other, text: A}, {id: price, text: B}]}}", "locales.de.answers", "price, other, in this order")]
    [InlineData("{de: {question: Warum?, thanks: Danke., answers: [{id: price, text: A}, {id: no, text: B}]}}", "locales.de.answers", "price, other, in this order")]
    [InlineData("{de: {question: Warum?, thanks: Danke., comment: Mehr?, answers: [{id: price, text: A}, {id: other, text: B}]}}", "locales.de.comment", "comment there as well, or none here")]
    [InlineData("{de_AT: {question: Warum?, thanks: Danke., answers: [{id: price, text: A}, {id: other, text: B}]}}", "locales", null)]
    [InlineData("{}", "locales", null)]
    public void Read_OtherLanguageThatDiffers_IsRefused(string locales, string path, string? allowed)
    {
        var error = Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\n{Why}\n  locales: {locales}").Errors);

        Assert.Equal(("survey." + path, allowed ?? error.Allowed), (error.Path, error.Allowed));
    }

    [Theory]
    [InlineData("Hello", "Hello\n\n{{survey.question}}\n\n{{survey.answers}}")]
    [InlineData("Hello. {{survey.question}}", "Hello. {{survey.question}}\n\n{{survey.answers}}")]
    [InlineData("Tell us: {{survey.answers}}", "Tell us: {{survey.answers}}")]
    public void Read_TouchThatCarriesIt_AsksAtTheEndUnlessItsTextDoes(string body, string becomes)
    {
        var touch = CampaignFileTests.Valid($"{Touch(body, "true")}\n{Why}").Touches[0];

        Assert.Equal((becomes, becomes), (touch.Templates[Channel.Email].Body, touch.Templates[Channel.Email].Locales["de"].Body));
        Assert.Equal(body, CampaignFileTests.Valid($"{Touch(body, null)}\n{Why}").Touches[0].Templates[Channel.Email].Body);
    }

    [Theory]
    [InlineData("Hello", "true", false, "survey in this file, or false")]
    [InlineData("Hello {{survey.answers}}", "false", true, "true, or no {{survey.…}} in its texts")]
    [InlineData("Hello {{fallback survey.question 'there'}}", "false", true, "true, or no {{survey.…}} in its texts")]
    [InlineData("Hello{{#if survey.question}}, one question{{/if}}", "false", true, "true, or no {{survey.…}} in its texts")]
    [InlineData("Hello {{ survey.answers }}", "false", true, "true, or no {{survey.…}} in its texts")]
    [InlineData("Hello", "maybe", true, "true, false")]
    public void Read_TouchThatCannotCarryIt_IsRefused(string body, string carries, bool hasSurvey, string allowed) =>
        Assert.Equal(allowed, Assert.Single(CampaignFile.Read("f", $"{Touch(body, carries)}\n{(hasSurvey ? Why : "")}").Errors).Allowed);

    [Fact]
    public void Read_PushThatCarriesIt_IsRefused() => Assert.Equal(
        "email or sms among the channels, or false",
        Assert.Single(CampaignFile.Read("f", $"{CampaignFileTests.Smallest}\n{Why}\nwelcomeBack: {{delay: P1D, channels: [push], push: {{title: T, body: B}}, survey: true}}").Errors).Allowed);

    private static string Touch(string body, string? carries) => CampaignFileTests.Smallest.Replace(
        "body: Hello {{fallback name \"there\"}}",
        $"body: \"{body}\"\n      locales: {{de: {{subject: Hallo, body: \"{body}\"}}}}{(carries is null ? "" : $"\n    survey: {carries}")}",
        StringComparison.Ordinal);

    [Theory]
    [InlineData("subject: Hello", "subject: \"{{survey.answers}}\"", true, "the body of an e-mail or of a text message")]
    [InlineData("subject: Hello", "subject: \"{{survey.question}}\"", false, "survey in this file, or another variable")]
    public void Read_AskedWhereItCannotBeAnswered_IsRefused(string part, string with, bool hasSurvey, string allowed)
    {
        var file = $"{CampaignFileTests.Smallest.Replace(part, with, StringComparison.Ordinal)}\n{(hasSurvey ? Why : "")}";

        Assert.Equal(allowed, Assert.Single(CampaignFile.Read("f", file).Errors).Allowed);
    }

    [Fact]
    public void Read_QuestionInASubject_IsFine() =>
        CampaignFileTests.Valid($"{CampaignFileTests.Smallest.Replace("subject: Hello", "subject: \"{{survey.question}}\"", StringComparison.Ordinal)}\n{Why}");

    private static Campaign Read(string lines) => CampaignFileTests.Valid($"{CampaignFileTests.Smallest}\n{lines}");
}
