using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>
/// Lets one person pass through a campaign on paper: enrolled, judged, claimed and recorded by the code that does so in earnest, with every
/// hand-over answered by yes and nothing else happening meanwhile. Writes nothing and reads no clock.
/// </summary>
public sealed class CampaignPreview
{
    private readonly PreviewQuestion _question;
    private readonly CampaignSet _campaigns;
    private readonly DateTimeOffset _at;
    private readonly Func<Channel, MessageFrame> _frame;
    private User _user;
    private DateTimeOffset _last;

    private CampaignPreview(PreviewQuestion question, DateTimeOffset at, Func<Channel, MessageFrame> frame)
    {
        _question = question;
        _campaigns = question.Campaigns;
        _at = at;
        _frame = frame;
        // Whoever is in the campaign already, or in as many as may be, is shown how it would be without.
        _user = question.User with { Open = [.. question.User.Open.Where(open => open.Campaign != question.Campaign.Id).Take(UserLimits.OpenEnrolments - 1)] };
    }

    /// <summary>Makes the preview.</summary>
    /// <param name="question">Who and what.</param>
    /// <param name="at">The assumed instant of entry.</param>
    /// <param name="frame">What the house adds to a message on a channel; it should lead nowhere that counts as a click or an opt-out.</param>
    public static PreviewReport Of(PreviewQuestion question, DateTimeOffset at, Func<Channel, MessageFrame> frame) =>
        new CampaignPreview(question, at, frame).Make();

    private PreviewReport Make()
    {
        var campaign = _question.Active;
        var zone = UserZone.Of(_user.Profile, _question.ProjectZone);
        var entry = NotEntered.Of(_question.User, campaign.Id, _campaigns, _question.ProjectZone, _at);
        Enrol(campaign, zone);
        return new()
        {
            Campaign = campaign.Id,
            Version = campaign.Version,
            UserId = _user.Id,
            At = _at,
            Zone = zone.Id,
            Arm = ArmAssignment.Draw(campaign, _user.Id).Arm,
            Entry = entry.Findings.All(finding => finding.Passed) && entry.Findings.Count > 0 ? entry with { Reason = "every rule agrees: would enter" } : entry,
            Touches = [.. Open is { } open ? open.Touches.Select(planned => Touch(campaign, planned)).ToList() : [], .. Welcome(campaign, zone)],
        };
    }

    private OpenEnrolment? Open => _user.Open.FirstOrDefault(open => open.Campaign == _question.Campaign.Id);

    private void Enrol(Campaign campaign, DateTimeZone zone)
    {
        var change = Change(_at);
        var last = campaign.Lapse is { } lapse ? _user.Activity.LastOf(lapse.Since) : null;
        // Who waits for no event is shown one that says the names of its properties.
        var trigger = campaign.On is { } on ? _user.ArmedFor(campaign.Id) ?? SamplePeople.Trigger(campaign.Id, on, _at) : null;
        Enrolling.Enrol(change, campaign, new LapseVerdict.Lapsed(last, _at) { Trigger = trigger }, zone);
        _user = change.User;
        if (Open is { } open)
            _user = _user.With(open, each => each with { Arm = Arm.Treatment });
    }

    private PreviewTouch Touch(Campaign campaign, PlannedTouch planned)
    {
        var steps = new List<PreviewStep>();
        (DateTimeOffset At, Channel Channel)? left = null;
        while (Open is { NextTouchAt: { } at } open && open.Touches[open.Touch].Id == planned.Id)
        {
            var waits = steps.Count;
            var (verdict, said) = Step(open, at, waits);
            steps.Add(new(at, said, verdict.Findings));
            _last = at;
            if (verdict is Verdict.Send send)
                left = (at, send.Channel);
            if (Open == open)
                break;      // nothing moved it on: the sequence is over
        }

        return new()
        {
            Touch = planned.Id,
            PlannedAt = planned.At,
            LeavesAt = left?.At,
            Channel = left?.Channel,
            Steps = steps,
            Messages = [.. Messages(campaign, campaign.FindTouch(planned.Id)!)],
        };
    }

    /// <summary>The touch after the return, as if the person came back right after the last message; shown also where nothing of it would be sent.</summary>
    private IEnumerable<PreviewTouch> Welcome(Campaign campaign, DateTimeZone zone)
    {
        if (campaign.WelcomeBack is not { } touch || Open is not { } open)
            yield break;
        var returnedAt = _last > _at ? _last : _at;
        var change = Change(returnedAt);
        change.User = _user.With(open, each => each with { Status = EnrolmentStatus.Returned, ReturnedAt = returnedAt });
        WelcomeBackPlan.Add(change, open, campaign, returnedAt, zone);
        _user = change.User;
        var planned = Open!.Touches[^1] is { IsAfterReturn: true } added ? added : new(touch.Id, touch.Delay.After(returnedAt, zone));
        yield return Touch(campaign, planned) with { IsAfterReturn = true };
    }

    private (Verdict Verdict, string Said) Step(OpenEnrolment open, DateTimeOffset at, int waits)
    {
        var question = Question(open, waits);
        var verdict = TouchJudge.Judge(question, _user, at);
        var claim = Change(at);
        AttemptProtocol.Claim(claim, question, (verdict as Verdict.Send)?.Channel);
        _user = claim.User;
        if (verdict is Verdict.Send send)
            HandOver(question, open, at, send.Channel);
        return (verdict, verdict switch
        {
            Verdict.Send sent => $"leaves by {AttemptKey.Name(sent.Channel)}",
            Verdict.Hold hold => $"waits: {hold.Why}",
            Verdict.Skip skip => $"skipped: {skip.Why}",
            Verdict.End end => $"over: {end.Why}",
            _ => "held out",
        });
    }

    private void HandOver(TouchQuestion question, OpenEnrolment open, DateTimeOffset at, Channel channel)
    {
        var addresses = Reach.Addresses(_user, channel);
        var begin = Change(at);
        if (AttemptProtocol.BeginSending(begin, question, addresses) != Beginning.Sending)
            return;
        _user = begin.User;
        var answer = Change(at);
        AttemptProtocol.RecordAnswer(answer, question, _user.OpenIn(open.Campaign, open.Episode)!, new SendResult.Accepted(""), addresses);
        _user = answer.User;
    }

    private TouchQuestion Question(OpenEnrolment open, int waits) => new()
    {
        Campaign = open.Campaign,
        Episode = open.Episode,
        Campaigns = _campaigns,
        Status = CampaignStatus.Active,
        ProjectZone = _question.ProjectZone,
        Served = _question.Served,
        Suppressed = _question.Suppressed,
        Webhooks = _question.Webhooks,
        Waits = waits,
        IsLastWait = waits >= SequencePlan.MaxWaits(open.Touches.Count),
        Offer = SampleOffer.Answer(_question.Campaign, open),
    };

    private IEnumerable<PreviewMessage> Messages(Campaign campaign, Touch touch)
    {
        foreach (var (channel, variant) in touch.Channels.SelectMany(channel => Variants(campaign).Select(variant => (channel, variant))))
        {
            var reader = SampleOffer.Carried(_user, campaign, touch, variant);
            var rendering = MessageRenderer.Render(campaign, touch.As(variant), channel, reader, _frame(channel), _question.ProjectZone);
            var content = (rendering as Rendering.Done)?.Message;
            yield return new()
            {
                Channel = channel,
                Variant = variant,
                Content = content,
                WhyNot = (rendering as Rendering.Failed)?.Why,
                Segments = channel == Channel.Sms && content is not null ? SmsSegments.Of(content.Text) : null,
            };
        }
    }

    private static IEnumerable<string?> Variants(Campaign campaign) => campaign.Variants.Select(variant => (string?)variant.Id).DefaultIfEmpty();

    private PersonChange Change(DateTimeOffset now) => new(_user, isNew: false, now, now);
}
