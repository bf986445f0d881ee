using System.Globalization;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>survey</c>: one question that messages ask with <c>{{survey.answers}}</c>.</summary>
internal static class SurveySection
{
    public static readonly string[] Keys = ["id", "question", "answers", "thanks", "comment", "locales"];
    public static readonly string[] AnswerKeys = ["id", "text", "reply"];

    /// <summary>Prefix of the variables that show it.</summary>
    public const string Prefix = "survey.";

    public static Survey? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        var id = section.Require("id", "the survey's id, such as why")?.Id(30);
        var question = section.Require("question", "what is asked")?.Line(200);
        var answers = section.Require("answers", $"2 to {Survey.MostAnswers} answers")?.Then(Answers);
        var thanks = section.Require("thanks", "what is said to who answered")?.Line(300);
        var comment = section.Find("comment")?.Line(100);
        if (id is null || question is null || answers is null || thanks is null)
            return null;
        var survey = new Survey(id, question, answers, thanks, comment);
        return section.Find("locales") is { } locales && SurveyLocales.Read(locales, survey) is { } read ? survey with { Locales = read } : survey;
    }

    /// <summary>Notes that a template asks, and refuses where it cannot.</summary>
    public static void Check(YamlField field, TemplateScan scan, bool isMessage)
    {
        if (scan.Variables.FirstOrDefault(variable => variable.StartsWith(Prefix, StringComparison.Ordinal)) is not { } variable)
            return;
        if (!field.Findings.HasSurvey)
            field.Refuse($"{{{{{variable}}}}} without a survey", "survey in this file, or another variable");
        else if (scan.Variables.Contains(TemplateScan.SurveyAnswers) && !isMessage)
            field.Refuse($"{{{{{TemplateScan.SurveyAnswers}}}}} where nothing can be answered", "the body of an e-mail or of a text message");
    }

    internal static List<SurveyAnswer>? Answers(YamlField field)
    {
        if (field.Items(2, Survey.MostAnswers, $"a list of 2 to {Survey.MostAnswers} answers") is not { } items)
            return null;
        var answers = new List<SurveyAnswer>();
        foreach (var item in items)
        {
            if (item.Section(AnswerKeys) is not { } section)
                continue;
            var (id, text, reply) = (section.Require("id", "the answer's id, such as price")?.Id(30), section.Require("text", "what the person reads")?.Line(60), section.Find("reply")?.Line(20));
            if (id is not null && answers.Exists(answer => answer.Id == id))
                section.Find("id")!.Refuse($"{YamlValue.Quoted(id)} a second time", "an id of its own");
            if (reply is not null && (reply.All(char.IsAsciiDigit) || answers.Exists(answer => string.Equals(answer.Reply, reply, StringComparison.OrdinalIgnoreCase))))
                section.Find("reply")!.Refuse(YamlValue.Quoted(reply), "a word of its own; the number in the list answers anyway");
            answers.Add(new(id ?? answers.Count.ToString(CultureInfo.InvariantCulture), text ?? "", reply));
        }

        return answers;
    }
}
