using System.Text;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Sending;

/// <summary>The answers of a survey as an e-mail shows them: a line each in the text part, a button each in the HTML.</summary>
internal static class EmailAnswers
{
    /// <summary>A line each, with its link; without one where there is no public address.</summary>
    public static string Listed(Survey survey, Func<int, string?>? link) => string.Join('\n', Lines(survey, link).Select(each => each.Line));

    /// <summary>Each line and what it leads to; null for an answer without a link.</summary>
    public static IEnumerable<(string Line, string Text, string? Link)> Lines(Survey survey, Func<int, string?>? link) =>
        survey.Answers.Select((answer, index) => link?.Invoke(index) is { } url ? ($"{answer.Text}: {url}", answer.Text, url) : ($"- {answer.Text}", answer.Text, (string?)null));

    /// <summary>A paragraph as HTML when it is nothing but answers; null for any other.</summary>
    public static string? Html(string paragraph, IReadOnlyDictionary<string, (string Text, string Link)>? answers, Func<string, string> escape)
    {
        if (answers is null || paragraph.Split('\n') is var lines && !Array.TrueForAll(lines, answers.ContainsKey))
            return null;
        var html = new StringBuilder();
        foreach (var line in paragraph.Split('\n'))
        {
            html.Append($"""<a href="{escape(answers[line].Link)}" style="display:block;margin:0 0 8px;padding:11px 16px;border:1px solid #1a4fb4;border-radius:8px;color:#1a4fb4;text-decoration:none">""")
                .Append(escape(answers[line].Text)).Append("</a>");
        }

        return html.ToString();
    }
}
