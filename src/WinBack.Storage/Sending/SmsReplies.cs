using System.Text.Json;
using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// Takes the text messages that people send back. STOP and its like end the messages before this returns; START takes them up again; what chooses an
/// answer of the survey that the latest message asked is that answer; everything else becomes an <c>sms_reply</c> event of every user who has the number.
/// </summary>
public sealed class SmsReplies(SmsKeywords keywords, OptOuts optOuts, AddressOwners owners, AddressHasher hasher, EventIngest ingest, SurveyAnswers surveys)
{
    /// <summary>Type of the event that a message becomes.</summary>
    public const string EventType = "sms_reply";

    // What is longer is not what anybody answers; an event's properties are bounded anyway.
    private const int KeptCharacters = 1_600;

    /// <summary>Takes one message. A repeat of the same message changes nothing.</summary>
    /// <param name="reply">As the provider reports it.</param>
    /// <param name="sequences">Where wake-ups go.</param>
    /// <param name="cancel">What was done stays; the report comes again.</param>
    public async Task<SmsReplyResult> TakeAsync(SmsReply reply, ISequences sequences, CancellationToken cancel = default)
    {
        var number = hasher.Of(reply.From);
        switch (keywords.Find(reply.Text))
        {
            case SmsKeyword.Stop:
                return new("stop", await optOuts.StopAsync(Channel.Sms, number, "stop", reply.At, sequences, cancel));
            case SmsKeyword.Start:
                return new("start", await optOuts.StartAsync(Channel.Sms, number, "start", reply.At, sequences, cancel));
            case var other:
                var kind = other is SmsKeyword.Help ? "help" : "reply";
                return await RecordAsync(reply, kind, number, sequences, cancel);
        }
    }

    private async Task<SmsReplyResult> RecordAsync(SmsReply reply, string kind, AddressHash number, ISequences sequences, CancellationToken cancel)
    {
        var users = await owners.FindAsync(Channel.Sms, number, cancel);
        var answered = false;
        foreach (var user in kind == "reply" ? users : [])
            answered |= await surveys.TakeReplyAsync(user, reply.Text, reply.At, sequences, cancel);
        if (answered)
            return new("answer", users.Count);
        var properties = JsonSerializer.SerializeToElement(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kind"] = kind,
            ["text"] = reply.Text.Length <= KeptCharacters ? reply.Text : reply.Text[..KeptCharacters],
        });
        var events = users.Select((user, i) => new PlacedEvent(i, new()
        {
            Id = $"sms_reply.{reply.MessageId}",
            UserId = user.Id,
            Type = EventType,
            At = reply.At,
            Properties = properties,
        }));
        await ingest.ApplyAsync([.. events], sequences, cancel);
        return new(kind, users.Count);
    }
}

/// <summary>A text message that somebody sent to one of our numbers.</summary>
/// <param name="MessageId">The provider's id of it.</param>
/// <param name="From">Who sent it, E.164.</param>
/// <param name="Text">What it says.</param>
/// <param name="At">When the provider received it.</param>
public sealed record SmsReply(string MessageId, string From, string Text, DateTimeOffset At);

/// <summary>What became of a message.</summary>
/// <param name="Kind"><c>stop</c>, <c>start</c>, <c>help</c>, <c>answer</c> or <c>reply</c>.</param>
/// <param name="Users">How many users have the number.</param>
public sealed record SmsReplyResult(string Kind, int Users);
