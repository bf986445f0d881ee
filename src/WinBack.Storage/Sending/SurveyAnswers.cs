using System.Globalization;
using System.Text.Json;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// Takes answers to the surveys of campaigns, from links and from text messages. An answer is an event of the person with the attribute it sets, and
/// counts while the window of the enrolment it was asked in is open; another one takes its place, up to <see cref="MostTimes"/> in all.
/// </summary>
public sealed class SurveyAnswers(LinkTokens tokens, SentAttempts attempts, IPeople people, ICampaigns campaigns, EventIngest ingest)
{
    /// <summary>How often one enrolment's answer may be given and changed: who has a link could else write rows without end.</summary>
    public const int MostTimes = 10;

    /// <summary>What a link asks. Reads only: mail programs follow links by themselves.</summary>
    /// <param name="token">As it stood in the address.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Null for a token that is forged, cut off, of a person who was erased, or of a version that is not known here.</returns>
    public async Task<SurveyView?> ReadAsync(string token, CancellationToken cancel = default)
    {
        if (!tokens.TryReadSurvey(token, out var reference, out var chosen) || await attempts.FindAsync(reference, cancel) is not { } sent
            || (await campaigns.CurrentAsync(cancel)).Find(sent.Campaign, sent.Version) is not { Survey: { } survey } campaign || chosen >= survey.Answers.Count
            || await people.FindAsync(sent.UserId, cancel) is not { } user || user.PersonKey != sent.Person)
            return null;
        var open = user.OpenIn(sent.Campaign, sent.Episode);
        var (read, language) = survey.For(user.Profile.Locale?.Value, campaign.Language);
        return new(user.Id, campaign, read, open, chosen) { Language = language };
    }

    /// <summary>Keeps an answer. Done when it returns; the same once more changes nothing.</summary>
    /// <param name="view">What was asked.</param>
    /// <param name="answer">Index of the answer.</param>
    /// <param name="comment">The person's own words, cut to what is kept; null or empty for none.</param>
    /// <param name="at">When.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it counts: false when the window has closed, or the answer was changed too often.</returns>
    public Task<bool> AnswerAsync(SurveyView view, int answer, string? comment, DateTimeOffset at, ISequences sequences, CancellationToken cancel = default) =>
        view.Open is { } open
            ? KeepAsync(view.UserId, new(open, view.Survey), view.Survey.Answers[answer], Line(comment), at, sequences, cancel)
            : Task.FromResult(false);

    /// <summary>Takes a text message as an answer, where the person's latest text message of ours asked something and this chooses one of its answers.</summary>
    /// <returns>Whether it was one.</returns>
    public async Task<bool> TakeReplyAsync(User user, string text, DateTimeOffset at, ISequences sequences, CancellationToken cancel = default) =>
        SurveyReply.Asked(user, await campaigns.CurrentAsync(cancel), at) is { } asked && SurveyReply.Find(asked.Survey, text, user.Profile.Locale?.Value) is { } answer
        && await KeepAsync(user.Id, asked, answer, comment: null, at, sequences, cancel);

    private async Task<bool> KeepAsync(
        string userId, AskedSurvey asked, SurveyAnswer answer, string? comment, DateTimeOffset at, ISequences sequences, CancellationToken cancel)
    {
        var (open, survey) = (asked.Open, asked.Survey);
        if (open.Answered?.Answer == answer.Id && comment is null)
            return true;
        if (open.Answered?.Times >= MostTimes)
            return false;
        if (open.Answered?.At == at)
            at = at.AddTicks(1);       // of two fields of one instant the first stands
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SurveyReaction.CampaignProperty] = open.Campaign,
            [SurveyReaction.SurveyProperty] = survey.Id,
            [SurveyReaction.AnswerProperty] = answer.Id,
        };
        if (comment is not null)
            properties[SurveyReaction.CommentProperty] = comment;
        var given = new IncomingEvent
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"survey.{open.Campaign}.{open.Episode}.{(open.Answered?.Times ?? 0) + 1}.{answer.Id}"),
            UserId = userId,
            Type = Survey.EventType,
            At = at,
            Properties = JsonSerializer.SerializeToElement(properties),
            Profile = new()
            {
                Attributes = new Dictionary<string, GivenField<JsonElement>> { [survey.Attribute(open.Campaign)] = new(JsonSerializer.SerializeToElement(answer.Id), at) },
            },
        };
        var results = await ingest.ApplyAsync([new PlacedEvent(0, given)], sequences, cancel);
        return results.All(result => result.Status is ItemStatus.Applied or ItemStatus.Duplicate);
    }

    // One line: it is read in exports and lists.
    private static string? Line(string? comment)
    {
        if (comment?.Trim() is not { Length: > 0 } text)
            return null;
        var line = string.Concat(text.EnumerateRunes().Take(Survey.LongestComment).Select(rune => System.Text.Rune.IsControl(rune) ? " " : rune.ToString())).Trim();
        return line.Length <= Survey.LongestComment ? line : line[..(char.IsHighSurrogate(line[Survey.LongestComment - 1]) ? Survey.LongestComment - 1 : Survey.LongestComment)];
    }
}

/// <summary>What the link of an answer asks.</summary>
/// <param name="UserId">Whose answer it is.</param>
/// <param name="Campaign">The pinned version.</param>
/// <param name="Survey">Its survey, in <see cref="Language"/>.</param>
/// <param name="Open">The enrolment; null once its window has closed, when nothing can be answered any more.</param>
/// <param name="Chosen">Index of the answer that the link stands for.</param>
public sealed record SurveyView(string UserId, Campaign Campaign, Survey Survey, OpenEnrolment? Open, int Chosen)
{
    /// <summary>Tag of the language that the person reads it in.</summary>
    public required string Language { get; init; }
}
