using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Marks the answer to a survey in the enrolment it was asked in, and makes a fact of it that reports count. An event that names no open enrolment,
/// or an answer that its campaign does not have, is an event like any other.
/// </summary>
public sealed class SurveyReaction(CampaignSet campaigns) : IUserReaction
{
    /// <summary>Property that names the campaign.</summary>
    public const string CampaignProperty = "campaign";

    /// <summary>Property that names the survey.</summary>
    public const string SurveyProperty = "survey";

    /// <summary>Property that names the answer.</summary>
    public const string AnswerProperty = "answer";

    /// <summary>Property that holds the person's own words; personal data, never logged and in no fact.</summary>
    public const string CommentProperty = "comment";

    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (applied.Type != Survey.EventType || applied.Properties is not { ValueKind: JsonValueKind.Object } given
            || change.User.Open.FirstOrDefault(each => each.Campaign == Text(given, CampaignProperty)) is not { } open
            || campaigns.Find(open.Campaign, open.Version)?.Survey is not { } survey || survey.Id != Text(given, SurveyProperty)
            || survey.Answers.FirstOrDefault(each => each.Id == Text(given, AnswerProperty)) is not { } answer
            || open.Answered?.At > applied.At)
            return;
        var mark = new SurveyMark(survey.Id, answer.Id, applied.At, (open.Answered?.Times ?? 0) + 1);
        change.User = change.User.With(open, each => each with { Answered = mark });
        change.Append(open.ToFact(FactKind.SurveyAnswered, change.User.PersonKey, applied.At) with { Detail = $"{survey.Id}.{answer.Id}", Sequel = mark.Times });
    }

    private static string? Text(JsonElement given, string name) =>
        given.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String ? property.GetString() : null;
}
