using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Functions.Pages;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>The page of a survey: one question, native controls, in the person's language where the survey has it, else in the campaign's.</summary>
internal static class SurveyMarkup
{
    private const string CommentId = "comment";

    /// <summary>The question with the answer of the link chosen; once the window has closed, that it is over.</summary>
    public static Page Ask(SurveyView view)
    {
        var words = SurveyWords.For(view.Language);
        if (view.Open is null)
            return new(view.Survey.Question, Html.Of($"""<p{Lang(view, words)}>{words.Over}</p>"""), language: view.Language);
        return new(view.Survey.Question, Html.Of($"""
            <form method="post">
            <fieldset><legend{Lang(view, words)}>{words.Answer}</legend>
            {Html.Join(view.Survey.Answers.Select((answer, index) => Choice(answer, index, index == view.Chosen)))}
            </fieldset>
            {(view.Survey.Comment is { } comment ? Comment(comment) : Html.Empty)}
            <p><button type="submit"{Lang(view, words)}>{words.Send}</button></p>
            </form>
            """), language: view.Language);
    }

    /// <summary>Thanks; or that it was too late.</summary>
    public static Page Done(SurveyView view, bool counts) => counts
        ? new(view.Survey.Question, Html.Of($"""<p class="card" role="status">{view.Survey.Thanks}</p>"""), language: view.Language)
        : Ask(view with { Open = null });

    private static Html Choice(SurveyAnswer answer, int index, bool isChosen) => Html.Of(
        $"""<label class="choice"><input type="radio" name="{SurveyForm.Chosen}" value="{index.ToString(CultureInfo.InvariantCulture)}" required{(isChosen ? Html.Of($" checked") : Html.Empty)}> {answer.Text}</label>""");

    private static Html Comment(string label) => Html.Of($"""
        <p><label for="{CommentId}">{label}</label><br>
        <textarea id="{CommentId}" name="{SurveyForm.Comment}" rows="4" maxlength="{Survey.LongestComment.ToString(CultureInfo.InvariantCulture)}"></textarea></p>
        """);

    // The house's own words may be in another language than the campaign's.
    private static Html Lang(SurveyView view, SurveyWords words) =>
        view.Language.Split('-')[0].Equals(words.Language, StringComparison.OrdinalIgnoreCase) ? Html.Empty : Html.Of($" lang=\"{words.Language}\"");
}
