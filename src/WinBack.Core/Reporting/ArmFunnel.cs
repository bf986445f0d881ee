using WinBack.Core.Users;

namespace WinBack.Core.Reporting;

/// <summary>How many of one arm got how far. Counts enrolments, so a person who lapsed twice counts twice.</summary>
public sealed record ArmFunnel
{
    /// <summary>Arm.</summary>
    public required Arm Arm { get; init; }

    /// <summary>Enrolments; the sum of <see cref="Open"/>, <see cref="Void"/> and <see cref="Closed"/>.</summary>
    public required long Enrolled { get; init; }

    /// <summary>Enrolments with a message that the provider took; of the held-out, with one that they would have been sent.</summary>
    public long Reached { get; init; }

    /// <summary>Enrolments whose window has not closed by <see cref="CampaignReport.To"/>.</summary>
    public required long Open { get; init; }

    /// <summary>Enrolments of which a late event showed that there was no lapse. They are in no population.</summary>
    public required long Void { get; init; }

    /// <summary>Enrolments whose window has closed.</summary>
    public required long Closed { get; init; }

    /// <summary>Persons who said stop on every channel of the campaign while enrolled.</summary>
    public required long OptedOut { get; init; }

    /// <summary>Enrolments with which a sunset began: the last of several in a row, of any campaigns, that were not answered.</summary>
    public long Sunset { get; init; }

    /// <summary>Answers to the campaign's survey: the last one of each enrolment. The held-out were not asked.</summary>
    public IReadOnlyList<AnswerCount> Answers { get; init; } = [];

    /// <summary>What was handed over, and what would have been, by touch and channel.</summary>
    public required IReadOnlyList<TouchCount> Touches { get; init; }

    /// <summary>Of the e-mails and text messages that providers took, those reported as delivered. Of a push nobody reports it.</summary>
    public Rate DeliveryRate => Reaction(touch => touch.Delivered, ChannelReports.TellOfDelivery);

    /// <summary>Of the e-mails and pushes that providers took, those opened. Unreliable: mail programs open by themselves, and others never tell.</summary>
    public Rate OpenRate => Reaction(touch => touch.Opened, ChannelReports.TellOfOpening);

    /// <summary>Of the e-mails and text messages that providers took, those whose link a person followed.</summary>
    public Rate ClickRate => Reaction(touch => touch.Clicked, ChannelReports.TellOfClicks);

    /// <summary>First enrolments with a closed window: the arm's part of the primary population.</summary>
    public required OutcomeSum Primary { get; init; }

    /// <summary>Second and later enrolments of the same persons with a closed window: counted, but in no lift.</summary>
    public required OutcomeSum Later { get; init; }

    private Rate Reaction(Func<TouchCount, long> count, Func<Channel, bool> isKnown)
    {
        var known = Touches.Where(touch => isKnown(touch.Channel)).ToList();
        return new(known.Sum(count), known.Sum(touch => touch.Accepted));
    }
}
