using System.Globalization;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Decides about one touch. The rules speak in a fixed order and every one leaves a finding; the arm is consulted last, so that a held-out
/// person's touch is judged exactly as if it were to go out.
/// </summary>
public sealed class TouchJudge
{
    private readonly TouchQuestion _question;
    private readonly User _user;
    private readonly DateTimeOffset _now;
    private readonly Channel? _claimed;
    private readonly List<Finding> _findings = [];

    private TouchJudge(TouchQuestion question, User user, DateTimeOffset now, Channel? claimed)
    {
        _question = question;
        _user = user;
        _now = now;
        _claimed = claimed;
    }

    /// <summary>The verdict for the enrolment's current touch.</summary>
    /// <param name="question">What is asked, and what is known beside the user row.</param>
    /// <param name="user">As just read.</param>
    /// <param name="now">Instant of the decision.</param>
    /// <param name="claimed">Only this channel, when an attempt on it is already claimed: its own contact is then not counted against it.</param>
    public static Verdict Judge(TouchQuestion question, User user, DateTimeOffset now, Channel? claimed = null) =>
        new TouchJudge(question, user, now, claimed).Judge();

    private Verdict Judge()
    {
        var open = _user.OpenIn(_question.Campaign, _question.Episode);
        if (open is null)
            return Over(EnrolmentStatus.Cancelled, "the enrolment is gone");
        if (!open.HasTouchLeft)
            return Over(open.Status == EnrolmentStatus.Running ? EnrolmentStatus.Completed : open.Status, $"the sequence is {open.Status}");
        Pass(Rule.Sequence, open.IsWelcoming ? $"they returned {Text(open.ReturnedAt ?? open.Touches[open.Touch].At)}" : "running");
        if (_question.Status is null or CampaignStatus.Archived)
            return NoCampaign(open, "the campaign is over");
        if (_question.Campaigns.Find(open.Campaign, open.Version) is not { } campaign || campaign.FindTouch(open.Touches[open.Touch].Id) is not { } touch)
            return NoCampaign(open, $"version {open.Version} is not known here");
        var zone = UserZone.Of(_user.Profile, _question.ProjectZone);
        return JudgeTouch(new Subject(open, campaign, touch, zone, TouchProgress.Expires(touch, open, zone)));
    }

    private Verdict JudgeTouch(Subject it)
    {
        if (_question.Status != CampaignStatus.Active)
            return Hold(it, Rule.Campaign, _now + SequencePlan.Patience(_question.Waits), $"the campaign is {_question.Status}");
        Pass(Rule.Campaign, "active");
        if (Exclusion.Objection(it.Campaign, _user, _now) is { } objection)
            return Fail(Rule.Exclude, new Verdict.Skip(objection, _findings));
        if (Exclusion.IsGiven(it.Campaign))
            Pass(Rule.Exclude, "no exclusion names this person");
        if (_now >= it.Expires)
            return Fail(Rule.Expiry, new Verdict.Skip($"expired {Text(it.Expires)}", _findings));
        Pass(Rule.Expiry, $"until {Text(it.Expires)}");
        var due = it.Open.NextTouchAt!.Value;   // it runs and has a touch left: that was the first rule
        if (_now < due)
            return Hold(it, Rule.Due, due, $"due {Text(due)}");
        Pass(Rule.Due, $"planned {Text(it.Open.Touches[it.Open.Touch].At)}, due {Text(due)}");
        if (_user.Preferences is { } wishes && wishes.IsPausedAt(_now))
            return Fail(OwnWishes.Pause, new Verdict.Skip($"the person asked for a pause until {Text(wishes.PausedUntil!.Value)}", _findings));
        if (SunsetTouches.Objection(_user, it.Campaign, it.Touch) is { } asked)
            return Fail(SunsetTouches.Rule, new Verdict.Skip(asked, _findings));

        if (it.Open.IsWelcoming && _user.MergedInto is not null)
            return Fail(Rule.Welcome, new Verdict.Skip("they turned out to be another user, with whom their consents stand", _findings));
        if (it.Open is { IsWelcoming: true, TouchedAt: null })
            return Fail(Rule.Welcome, new Verdict.Skip("nothing of this campaign reached them before they returned", _findings));
        if (it.Open.Awaited is { } silence && Answered(it) is { } answered)
            return Fail(Rule.Silence, new Verdict.Skip($"handed over {Text(silence.Since)} and {answered}: no other channel is needed", _findings));
        if (it.Open.Awaited is { } unanswered)
            Pass(Rule.Silence, $"handed over {Text(unanswered.Since)}, and neither opened nor clicked since");
        if (it.Touch.If is { } condition && TouchConditions.FirstFailure(condition, _user, it.Open, _now) is { } unmet)
            return Fail(Rule.If, new Verdict.Skip(unmet, _findings));
        if (it.Touch.If is not null)
            Pass(Rule.If, "it holds");

        var (channel, freeAt) = FirstAllowed(it);
        if (channel is not { } allowed)
        {
            return freeAt is { } at
                ? HoldOrSkip(it, Rule.Cap, SendHours.Of(it.Campaign, it.Touch, _user, it.Zone).First(at) ?? DateTimeOffset.MaxValue, "frequency cap")
                : new Verdict.Skip("no channel is allowed", _findings);
        }

        if (JudgeHours(it, allowed) is { } notNow)
            return notNow;
        if (_question.Ingest is { IsBehind: true } behind)
            return HoldForEvents(it, behind.Detail);
        if (_question.Ingest is { } upToDate)
            Pass(Rule.Ingest, upToDate.Detail);
        if (JudgeOffer(it) is { } refused)
            return refused;
        return it.Open.Arm == Arm.Treatment ? new Verdict.Send(allowed, _findings) : new Verdict.Ghost(allowed, _findings);
    }

    /// <summary>The first channel of the touch that every rule about channels allows; else when a cap lets one through, if ever.</summary>
    private (Channel? Channel, DateTimeOffset? FreeAt) FirstAllowed(Subject it)
    {
        DateTimeOffset? freeAt = null;
        IReadOnlyList<ReservedSlot>? reserved = null;
        var contacts = Counted(it.Open);
        if (Reach.Preferred(_user.Profile, it.Touch.Channels) is { } preferred)
            Pass(Rule.Preference, $"{AttemptKey.Name(preferred)}: the person's own, before the campaign's order");
        foreach (var channel in _claimed is { } only ? [only] : Reach.Order(_user.Profile, it.Touch.Channels))
        {
            if (!IsReachable(it, channel))
                continue;
            reserved ??= ReservedSlots.Ahead(_user, it.Open, _question.Campaigns, _now, _question.Webhooks);
            var cap = FrequencyCaps.Judge(it.Campaign.Caps, channel, contacts, reserved, _now);
            _findings.Add(new(Rule.Cap, cap.IsFree, $"{AttemptKey.Name(channel)}: {cap.Detail}"));
            if (cap.IsFree && OwnWishes.Judge(_user, channel, contacts, reserved, _now) is { } wished)
                _findings.Add(new(OwnWishes.Frequency, (cap = wished).IsFree, $"{AttemptKey.Name(channel)}: {wished.Detail}"));
            if (cap.IsFree)
                return (channel, null);
            freeAt = freeAt is null || cap.FreeAt < freeAt ? cap.FreeAt : freeAt;
        }

        return (null, freeAt);
    }

    private bool IsReachable(Subject it, Channel channel)
    {
        var name = AttemptKey.Name(channel);
        var (open, consent) = (it.Open, _user.Profile.Said(channel, it.Campaign.Purpose));
        var target = channel == Channel.Webhook ? it.Touch.WebhookTarget : null;
        var consented = Reach.MayUse(_user.Profile, it.Touch, channel, it.Campaign.Purpose, _question.Webhooks);
        var reached = _question.Served.Contains(channel) && Reach.Has(_user, channel) && (target is null || _question.Webhooks.Serves(target));
        var (suppressed, tried) = (_question.Suppressed.Contains(channel), open.Tried.Contains(channel));
        return Check(Rule.Reach, reached, $"{name}: {Reached(reached, target)}")
            && Check(Rule.Consent, consented, $"{name}: {ConsentText.Of(consent, it.Campaign.Purpose)}{(consented && consent is null ? $", and {target} asks for none" : "")}")
            && Check(Rule.Suppression, !suppressed, $"{name}: {(suppressed ? "every address is" : "none")}")
            && Check(Rule.Tried, !tried, $"{name}: {(tried ? open.Awaited is null ? "refused before" : "used before" : "not yet")}");
    }

    private static string Reached(bool reached, string? target) => target is null
        ? reached ? "an address is known" : "no address, or the channel is not served here"
        : reached ? $"{target} needs no address" : $"the settings know no target {target}, or the channel is not served here";

    // A claim that has run out holds no slot, even where nobody has taken it out of the ring yet; nor does the attempt being judged.
    private List<Contact> Counted(OpenEnrolment mine)
    {
        var free = _user.Open
            .Where(each => each == mine || AttemptProtocol.HasExpired(each.Attempt, _now))
            .Where(each => each.Attempt is { State: AttemptState.Claimed })
            .Select(each => AttemptProtocol.KeyOf(_user, each))
            .ToHashSet(StringComparer.Ordinal);
        return [.. _user.Contacts.Where(each => !free.Contains(each.Attempt))];
    }

    /// <summary>What the hours say: the touch's own, the campaign's, the person's, a country's. The first that objects speaks for all, and waits until all agree.</summary>
    private Verdict? JudgeHours(Subject it, Channel channel)
    {
        var law = channel == Channel.Sms ? _question.SmsHours.Of(_user.Profile) : null;
        var hours = SendHours.Of(it.Campaign, it.Touch, _user, it.Zone) with { Law = law?.Hours };
        var zone = UserZone.Text(_user.Profile, _question.ProjectZone);
        if (it.Touch.Hours is { } own)
        {
            if (!LocalHours.Allow(own, _now, it.Zone))
                return Hold(it, Rule.Hours, First(), $"only {SendHours.Text(own)}, {zone}");
            Pass(Rule.Hours, $"{SendHours.Text(own)}, {zone}");
        }

        if (it.Campaign.QuietHours is { } quiet && QuietHoursRule.IsQuiet(quiet, _now, it.Zone))
            return HoldOrSkip(it, Rule.QuietHours, First(), string.Create(CultureInfo.InvariantCulture, $"{quiet.From:HH:mm} to {quiet.To:HH:mm} {zone}"));
        Pass(Rule.QuietHours, zone);
        if (hours.Wished is { } wished)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"the person asked for quiet from {wished.From:HH:mm} to {wished.To:HH:mm}, {zone}");
            if (QuietHoursRule.IsQuiet(wished, _now, it.Zone))
                return HoldOrSkip(it, OwnWishes.QuietHours, First(), text);
            Pass(OwnWishes.QuietHours, text);
        }

        if (law is var (country, allowed))
        {
            if (!LocalHours.Allow(allowed, _now, it.Zone))
                return HoldOrSkip(it, Rule.SmsHours, First(), $"text messages to {country} only {SendHours.Text(allowed)}, {zone}");
            Pass(Rule.SmsHours, $"{country}: {SendHours.Text(allowed)}, {zone}");
        }

        return null;

        DateTimeOffset First() => hours.First(_now) ?? DateTimeOffset.MaxValue;
    }

    private Verdict? JudgeOffer(Subject it)
    {
        if (OfferRule.Judge(it.Campaign, _user, it.Open, _question.Offer, _now) is not var (passes, detail))
            return null;
        if (!passes)
            return Fail(OfferRule.Name, new Verdict.Skip(detail, _findings));
        Pass(OfferRule.Name, detail);
        return null;
    }

    private static string? Answered(Subject it) => it.Open.EngagedWith(it.Touch.Id) switch
    {
        { ClickedAt: { } at } => $"clicked {Text(at)}",
        { OpenedAt: { } at } => $"opened {Text(at)}",
        _ => null,
    };

    /// <summary>A person's place in every release of held messages, 0 to 1 exclusive.</summary>
    internal static double PlaceInRelease(string userId) => ArmAssignment.Fraction("release", userId);

    // A rule that says "not now" for the person's sake, which the campaign may take for "no".
    private Verdict HoldOrSkip(Subject it, string rule, DateTimeOffset until, string why) => it.Touch.WhenNotAllowed == WhenNotAllowed.Skip
        ? Fail(rule, new Verdict.Skip($"{why}; the touch does not wait", _findings))
        : Hold(it, rule, until, why);

    // What cannot go out before it expires is not held: the next touch shall not queue behind a dead one.
    private Verdict Hold(Subject it, string rule, DateTimeOffset until, string why)
    {
        if (until >= it.Expires)
            return Fail(rule, new Verdict.Skip(
                until == DateTimeOffset.MaxValue ? $"{why}; no hour is ever allowed" : $"{why}; expires {Text(it.Expires)} before {Text(until)}", _findings));
        if (_question.IsLastWait)
            return Fail(rule, new Verdict.Skip($"{why}; put off too often", _findings));
        return Fail(rule, new Verdict.Hold(until, why, _findings));
    }

    // As long as a pause. It never skips a touch while the sequence can wait: at the end of the touch's own time, that rule speaks.
    private Verdict HoldForEvents(Subject it, string why)
    {
        var until = _now + SequencePlan.Patience(_question.Waits);
        return _question.IsLastWait
            ? Fail(Rule.Ingest, new Verdict.Skip($"{why}; put off too often", _findings))
            : Fail(Rule.Ingest, new Verdict.Hold(until < it.Expires ? until : it.Expires, why, _findings));
    }

    // What became of somebody who returned stands, whatever becomes of the welcome.
    private Verdict NoCampaign(OpenEnrolment open, string why) =>
        Fail(Rule.Campaign, open.IsWelcoming ? new Verdict.Skip(why, _findings) : new Verdict.End(EnrolmentStatus.Cancelled, why, _findings));

    private Verdict Over(EnrolmentStatus status, string why) => Fail(Rule.Sequence, new Verdict.End(status, why, _findings));

    private Verdict Fail(string rule, Verdict verdict)
    {
        // The caps have spoken per channel already.
        if (rule != Rule.Cap)
            _findings.Add(new(rule, Passed: false, Why(verdict)));
        return verdict;
    }

    private void Pass(string rule, string detail) => _findings.Add(new(rule, Passed: true, detail));

    private bool Check(string rule, bool passed, string detail)
    {
        _findings.Add(new(rule, passed, detail));
        return passed;
    }

    private static string Why(Verdict verdict) => verdict switch
    {
        Verdict.Hold hold => $"{hold.Why}; until {Text(hold.Until)}",
        Verdict.Skip skip => skip.Why,
        Verdict.End end => end.Why,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Only an objection has a reason."),
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Subject(OpenEnrolment Open, Campaign Campaign, Touch Touch, DateTimeZone Zone, DateTimeOffset Expires);

    /// <summary>Names of the rules, in the order they speak.</summary>
    private static class Rule
    {
        public const string Sequence = "sequence";
        public const string Expiry = "expiry";
        public const string Campaign = "campaign";
        public const string Exclude = "exclude";
        public const string Due = "due";
        public const string Welcome = "welcome-back";
        public const string Silence = "silence";
        public const string If = "if";
        public const string Preference = "preference";
        public const string Reach = "reach";
        public const string Consent = "consent";
        public const string Suppression = "suppression";
        public const string Tried = "tried";
        public const string Cap = "cap";
        public const string Hours = "hours";
        public const string QuietHours = "quiet-hours";
        public const string SmsHours = "sms-hours";
        public const string Ingest = "ingest";
    }
}
