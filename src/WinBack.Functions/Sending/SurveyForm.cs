using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using WinBack.Functions.Events;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Sending;

/// <summary>The form of a survey as it was sent.</summary>
/// <param name="Answer">Index of the answer.</param>
/// <param name="CommentText">The person's own words; null for none.</param>
internal sealed record SurveyForm(int Answer, string? CommentText)
{
    /// <summary>Field of the answer.</summary>
    public const string Chosen = "answer";

    /// <summary>Field of the person's own words.</summary>
    public const string Comment = "comment";

    // 500 characters of four bytes, each byte percent-encoded, and the rest of the form.
    private const int MaxBytes = 8192;

    /// <summary>Reads it; null for what is no such form: then nothing is kept.</summary>
    public static async Task<SurveyForm?> ReadAsync(HttpRequest request, SurveyView view, CancellationToken cancel)
    {
        if (await BoundedBody.ReadAsync(request, MaxBytes, cancel) is not { } body)
            return null;
        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        return int.TryParse(fields.GetValueOrDefault(Chosen), NumberStyles.None, CultureInfo.InvariantCulture, out var answer) && answer < view.Survey.Answers.Count
            ? new(answer, view.Survey.Comment is null ? null : fields.GetValueOrDefault(Comment).ToString())
            : null;
    }
}
