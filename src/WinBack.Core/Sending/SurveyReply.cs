using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Reads a text message as the answer to a survey: the whole message must be an answer's number or word.</summary>
public static class SurveyReply
{
    /// <summary>How long after a text message that asked a reply still answers it.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    /// <summary>The question that a person's latest text message of ours asked; null when it asked none, or too long ago.</summary>
    /// <param name="user">Who replies.</param>
    /// <param name="campaigns">All campaigns.</param>
    /// <param name="at">When.</param>
    public static AskedSurvey? Asked(User user, CampaignSet campaigns, DateTimeOffset at)
    {
        var latest = user.Contacts.LastOrDefault(contact => contact.Channel == Channel.Sms);
        if (latest is null || at - latest.At > Lasts)
            return null;
        foreach (var open in user.Open)
        {
            var campaign = campaigns.Find(open.Campaign, open.Version);
            var touch = campaign?.AllTouches().FirstOrDefault(each => AttemptKey.For(open.InstanceId(user.PersonKey), each.Id, Channel.Sms) == latest.Attempt);
            if (touch is not null)
                return campaign!.Survey is { } survey && Asks(touch.As(open.Variant?.Id)) ? new(open, survey) : null;
        }

        return null;
    }

    /// <summary>The answer that a message gives, by its number, or by a word or text of it in any language of the survey; null for any other message.</summary>
    /// <param name="survey">As its campaign has it.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="locale">The reader's: should languages disagree, theirs speaks first. Null when it is not known.</param>
    public static SurveyAnswer? Find(Survey survey, string message, string? locale = null)
    {
        var text = message.Trim().TrimEnd('.', '!', ')').TrimEnd();
        if (text is [>= '1' and <= '9' and var digit] && digit - '1' < survey.Answers.Count)
            return survey.Answers[digit - '1'];
        var own = LocaleChain.Of(locale).Select(survey.Locales.GetValueOrDefault).FirstOrDefault(each => each is not null);
        return survey.Locales.Values.Prepend(survey).Prepend(own).OfType<Survey>().SelectMany(each => each.Answers).FirstOrDefault(answer =>
            text.Equals(answer.Reply, StringComparison.OrdinalIgnoreCase) || text.Equals(answer.Text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The answers as a text message lists them: a number each, by which the reply chooses.</summary>
    internal static string Listed(Survey survey) =>
        string.Join('\n', survey.Answers.Select((answer, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1} {answer.Text}")));

    private static bool Asks(Touch touch) => touch.Templates.TryGetValue(Channel.Sms, out var template)
        && (Shows(template) || template.Locales.Values.Any(Shows));

    private static bool Shows(Template template) => template.Body.Contains(TemplateScan.SurveyAnswers, StringComparison.Ordinal);
}

/// <summary>A survey and the enrolment that it is asked in.</summary>
/// <param name="Open">The enrolment.</param>
/// <param name="Survey">As in its pinned version.</param>
public sealed record AskedSurvey(OpenEnrolment Open, Survey Survey);
