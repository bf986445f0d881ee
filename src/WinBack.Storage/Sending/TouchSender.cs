using Microsoft.Extensions.Logging;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Tables;
using WinBack.Storage.Telemetry;
using WinBack.Storage.Users;

namespace WinBack.Storage.Sending;

/// <summary>
/// Contacts one person with one touch: judge, take a token, claim, hand over, record. May be run again after a crash at any point: what an
/// earlier run began to send is never sent again.
/// </summary>
public sealed class TouchSender(
    IPeople people, ICampaigns campaigns, ISuppressions suppressions, Channels channels, OfferReservations offers, IngestWatch ingest, MessageFrames frames, StorageLayout layout,
    LapseOptions lapse, TimeProvider clock, ILogger<TouchSender> log)
{
    // Addresses that change under every look: the touch waits and begins afresh.
    private const int Looks = 3;

    // What is not taken in time goes back to nobody: the pace errs on the slow side.
    private static readonly TimeSpan PromiseLasts = TimeSpan.FromMinutes(10);

    private readonly DateTimeZone _projectZone = DateTimeZoneProviders.Tzdb[lapse.DefaultZone];

    /// <summary>Tries the touch that is next.</summary>
    /// <param name="state">Of the sequence.</param>
    /// <param name="sequences">Where effects on sequences go.</param>
    /// <param name="cancel">Stops before the provider is called; after that, the answer is recorded all the same.</param>
    /// <returns>The sequence as the user row has it afterwards.</returns>
    public async Task<SequenceState> ContactAsync(SequenceState state, ISequences sequences, CancellationToken cancel)
    {
        if (await people.ReadAsync(state.UserId, cancel) is not { } person)
            return state.As(user: null);
        var set = await campaigns.CurrentAsync(cancel);
        var question = new TouchQuestion
        {
            Campaign = state.Campaign,
            Episode = state.Episode,
            Campaigns = set,
            Status = set.Find(state.Campaign)?.Status,
            ProjectZone = _projectZone,
            Served = channels.Served,
            SmsHours = channels.SmsHours,
            Webhooks = channels.Webhooks,
            Ingest = await ingest.NowAsync(cancel),
            Waits = state.Waits,
            IsLastWait = state.Waits >= SequencePlan.MaxWaits(state.Touches),
        };
        question = await WithSuppressionsOfGhostAsync(question, person.User, cancel);
        var (token, putOff) = await TakeTokenAsync(state, question, person.User, cancel);
        if (putOff is not null)
            return putOff;
        question = await offers.AskAsync(question, person.User, clock.GetUtcNow(), isClaimed: token is not null, cancel);
        var claimed = await people.ChangeAsync(person, change => AttemptProtocol.Claim(change, question, token), sequences, cancel);
        var after = claimed.Person;
        if (claimed.Result is Verdict.Send && Open(question, after.User) is { Attempt: not null })
            after = await HandOverAsync(question, after, sequences, cancel);
        return state.AfterContact(after.User, clock.GetUtcNow());
    }

    // The held-out never come to the last look, so it is taken here: a ghost would else reach addresses that are dead to the others.
    private async Task<TouchQuestion> WithSuppressionsOfGhostAsync(TouchQuestion question, User user, CancellationToken cancel)
    {
        while (TouchJudge.Judge(question, user, clock.GetUtcNow()) is Verdict.Ghost ghost
            && (await NotSuppressedAsync(ghost.Channel, Reach.Addresses(user, ghost.Channel), cancel)).Count == 0)
            question = question with { Suppressed = question.Suppressed.Append(ghost.Channel).ToHashSet() };
        return question;
    }

    private async Task<(Channel? Token, SequenceState? PutOff)> TakeTokenAsync(
        SequenceState state, TouchQuestion question, User user, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (Open(question, user) is not { Attempt: null } || TouchJudge.Judge(question, user, now) is not Verdict.Send send)
            return (null, null);
        if (state.Token is { } promised && promised.Channel == send.Channel && now <= promised.At + PromiseLasts)
            return promised.At <= now ? (send.Channel, null) : (null, state.Promised(promised));
        var (wait, isPromised) = await channels.TakeTokenAsync(send.Channel, now, cancel);
        if (wait is not { } until)
            return (send.Channel, null);
        Measures.TokenWait(AttemptKey.Name(send.Channel));
        return (null, isPromised ? state.Promised(new(send.Channel, until)) : state.PutOff(until));
    }

    private async Task<PersonAsRead> HandOverAsync(TouchQuestion question, PersonAsRead person, ISequences sequences, CancellationToken cancel)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (Open(question, person.User) is not { Attempt: { } attempt } open)
                return person;
            var frame = FrameOf(person.User, open, attempt.Channel);
            var rendering = Render(question, person.User, open, attempt.Channel, frame);
            if (rendering is Rendering.Failed failed && attempt.State == AttemptState.Claimed)
                return await GiveUpAsync(question, person, failed.Why, sequences, cancel);

            // The last look: suppression and status are read now, past every cache; a stop is never queued, and a return at most seconds old.
            var known = Reach.Addresses(person.User, attempt.Channel);
            var free = await NotSuppressedAsync(attempt.Channel, known, cancel);
            var last = question with
            {
                Status = await campaigns.StatusAsync(question.Campaign, cancel),
                Ingest = await ingest.NowAsync(cancel),
                Suppressed = free.Count == 0 ? new HashSet<Channel> { attempt.Channel } : question.Suppressed,
            };
            var looked = false;
            var begun = await people.ChangeAsync(person, Begin, sequences, cancel);
            person = begun.Person;
            if (begun.Result == Beginning.Sending)
                return await CallAsync(last, person, Message(person.User, last, free, rendering, frame), sequences, cancel);
            if (begun.Result == Beginning.Unfinished)
                Measures.AttemptLeft();
            if (begun.Result != Beginning.LookAgain)
                return person;

            // Who was faster may have written a suppression first, which the look before could not see.
            Beginning Begin(PersonChange change)
            {
                var again = looked;
                looked = true;
                var beginning = again ? Beginning.LookAgain : AttemptProtocol.BeginSending(change, last, known, (rendering as Rendering.Done)?.Message.DeepLink);
                if (beginning == Beginning.Sending)
                    change.Sent[^1] = change.Sent[^1] with { To = frames.Trail(free) };
                return beginning;
            }
        }

        return person;
    }

    private async Task<PersonAsRead> GiveUpAsync(TouchQuestion question, PersonAsRead person, string why, ISequences sequences, CancellationToken cancel)
    {
        var given = await people.ChangeAsync(person, change => Change(change, each => AttemptProtocol.GiveUpChannel(each, question, why)), sequences, cancel);
        return given.Person;
    }

    private async Task<PersonAsRead> CallAsync(
        TouchQuestion question, PersonAsRead person, OutboundMessage message, ISequences sequences, CancellationToken cancel)
    {
        var begun = Open(question, person.User)!;
        using var span = Traces.HandOver(AttemptKey.Name(message.Channel), message.Campaign, message.Touch, message.Reference.Text);
        Action<PersonChange> record;
        try
        {
            var answer = await channels[message.Channel].SendAsync(message, cancel);
            record = change => AttemptProtocol.RecordAnswer(change, question, begun, answer, message.Addresses);
        }
        catch (ChannelUnavailableException unavailable)
        {
            log.ChannelUnavailable(unavailable, message.Channel);
            Measures.Attempt(AttemptKey.Name(message.Channel), "unavailable");     // a fact already: the ledger takes it for one release of many
            record = change => AttemptProtocol.NeverLeft(change, question, begun);
        }
        catch (Exception unexpected)
        {
            // Cancelled or broken in a way the channel does not answer for: it may have left, so it is never repeated.
            log.AnswerUnknown(unexpected, message.Channel);
            var unknown = new SendResult.Unknown(unexpected.GetType().Name);
            record = change => AttemptProtocol.RecordAnswer(change, question, begun, unknown, message.Addresses);
        }

        return (await people.ChangeAsync(person, change => Change(change, record), sequences, CancellationToken.None)).Person;
    }

    private MessageFrame FrameOf(User user, OpenEnrolment open, Channel channel)
    {
        var key = AttemptKey.For(open.InstanceId(user.PersonKey), open.Touches[open.Touch].Id, channel);
        return frames.For(AttemptReference.For(key, KeyText.Shard(user.Id, layout.PeopleShards)), channel, user.Profile);
    }

    private Rendering Render(TouchQuestion question, User user, OpenEnrolment open, Channel channel, MessageFrame frame)
    {
        var campaign = question.Campaigns.Find(open.Campaign, open.Version);
        var touch = campaign?.FindTouch(open.Touches[open.Touch].Id);
        return touch is not null
            ? MessageRenderer.Render(campaign!, touch, channel, user, frame, _projectZone)
            : new Rendering.Failed($"version {open.Version} of the campaign is not known here");
    }

    private async Task<IReadOnlyList<string>> NotSuppressedAsync(Channel channel, IReadOnlyList<string> addresses, CancellationToken cancel)
    {
        List<string> free = new(addresses.Count);
        foreach (var address in addresses)
        {
            if (!await suppressions.IsSuppressedAsync(channel, address, cancel))
                free.Add(address);
        }

        return free;
    }

    private OutboundMessage Message(User user, TouchQuestion question, IReadOnlyList<string> addresses, Rendering content, MessageFrame frame)
    {
        var open = Open(question, user)!;
        var message = ((Rendering.Done)content).Message;
        return new()
        {
            Key = AttemptProtocol.KeyOf(user, open),
            Channel = open.Attempt!.Channel,
            UserId = user.Id,
            Campaign = open.Campaign,
            Touch = open.Touches[open.Touch].Id,
            Addresses = addresses,
            Platforms = open.Attempt.Channel == Channel.Push ? [.. addresses.Select(token => Reach.Platform(user.Profile, token))] : null,
            Content = message,
            Reference = frame.Reference,
            UnsubscribeUrl = frame.UnsubscribeUrl,
            Variant = open.Variant?.Id,
            Person = WebhookAddresses.For(message, user.Profile, channels.Webhooks),
            ExpiresAt = ExpiryOf(user, question, open),
        };
    }

    private DateTimeOffset? ExpiryOf(User user, TouchQuestion question, OpenEnrolment open)
    {
        var planned = open.Touches[open.Touch];
        var touch = question.Campaigns.Find(open.Campaign, open.Version)?.FindTouch(planned.Id);
        return touch is null ? null : TouchProgress.Expires(touch, open, UserZone.Of(user.Profile, _projectZone));
    }

    private static OpenEnrolment? Open(TouchQuestion question, User user) => user.OpenIn(question.Campaign, question.Episode);

    private static bool Change(PersonChange change, Action<PersonChange> how)
    {
        how(change);
        return true;
    }
}
