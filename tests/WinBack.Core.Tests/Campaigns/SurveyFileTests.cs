using WinBack.Core.Campaigns;
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
