namespace WinBack.Core.Users;

/// <summary>What an outcome fact holds beside the outcome: what it cost, what else the person got, and what came after.</summary>
public sealed record OutcomeDetail
{
    /// <summary>When the first touch had passed every rule, the arm not yet asked; null when none did.</summary>
    public DateTimeOffset? TriggeredAt { get; init; }

    /// <summary>The channel of that touch, in both arms alike; null when none passed.</summary>
    public Channel? FirstChannel { get; init; }

    /// <summary>Messages of this enrolment that left, for all that is known, by channel; null for none.</summary>
    public IReadOnlyDictionary<Channel, int>? Messages { get; init; }

    /// <summary>What they cost, by the prices set at the close, in <see cref="Currency"/>.</summary>
    public decimal MessageCost { get; init; }

    /// <summary>What used codes of this enrolment cost, as far as anybody knows, in <see cref="Currency"/>.</summary>
    public decimal OfferCost { get; init; }

    /// <summary>ISO 4217 code of the costs: the currency of reports at the close.</summary>
    public string? Currency { get; init; }

    /// <summary>Contacts by other campaigns between enrolment and the end of the window: contamination, in both arms.</summary>
    public int OtherContacts { get; init; }

    /// <summary>What the person bought since the enrolment; null for nothing.</summary>
    public FollowUp? FollowUp { get; init; }

    /// <summary>By channel, goal events that are credited to it; null for none. In treatment alone.</summary>
    public IReadOnlyDictionary<Channel, CreditSum>? Credits { get; init; }

    /// <summary>When the person was enrolled in this campaign again, within <see cref="ClosedEnrolment.Remembered"/>; null when they were not.</summary>
    public DateTimeOffset? LapsedAgainAt { get; init; }

    /// <summary>On second and later enrolments: sums of the person's closed ones before it, but for the first; null for none.</summary>
    public LaterSums? Before { get; init; }
}

/// <summary>Purchases since an enrolment, whatever its window: goal events dated after it, for 90 days.</summary>
/// <param name="Purchases">How many within 90 days, refunds apart.</param>
/// <param name="Revenue30">Their value within 30 days of the enrolment; refunds subtract by their own date.</param>
/// <param name="Revenue90">The same within 90 days.</param>
public sealed record FollowUp(int Purchases, decimal Revenue30, decimal Revenue90)
{
    /// <summary>How long purchases are followed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(90);

    private static readonly TimeSpan Short = TimeSpan.FromDays(30);

    /// <summary>With one more goal event.</summary>
    /// <param name="held">As it stands; null for nothing yet.</param>
    /// <param name="since">How long after the enrolment it happened.</param>
    /// <param name="value">Its value; below zero for a refund.</param>
    public static FollowUp? With(FollowUp? held, TimeSpan since, decimal value)
    {
        if (since <= TimeSpan.Zero || since >= Length)
            return held;
        var was = held ?? new(0, 0, 0);
        return new(was.Purchases + (value < 0 ? 0 : 1), was.Revenue30 + (since < Short ? value : 0), was.Revenue90 + value);
    }
}

/// <summary>Sums of a person's second and later enrolments in one campaign that have closed: what errors that are robust against clusters need.</summary>
/// <param name="Arm">Their arm; sums begin anew where it changed.</param>
/// <param name="Closed">How many.</param>
/// <param name="Returned">With a return.</param>
/// <param name="Converted">With a conversion.</param>
/// <param name="Revenue">Their net revenue.</param>
public sealed record LaterSums(Arm Arm, int Closed, int Returned, int Converted, decimal Revenue)
{
    /// <summary>With one more of the same arm; of another arm, that one alone.</summary>
    public static LaterSums With(LaterSums? held, Arm arm, Outcome outcome)
    {
        var was = held?.Arm == arm ? held : new(arm, 0, 0, 0, 0);
        return was with
        {
            Closed = was.Closed + 1,
            Returned = was.Returned + (outcome.ReturnedAt is null ? 0 : 1),
            Converted = was.Converted + (outcome.ConvertedAt is null ? 0 : 1),
            Revenue = was.Revenue + outcome.Revenue,
        };
    }
}
