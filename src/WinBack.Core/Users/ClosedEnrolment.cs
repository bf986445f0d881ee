namespace WinBack.Core.Users;

/// <summary>An enrolment whose window has closed, kept for a while in the user row: what arrives late, or comes after, changes its outcome fact.</summary>
/// <param name="Outcome">The outcome fact as it stands.</param>
/// <param name="Goals">Ids of the goal events in its window, those that a refund may name; null for none.</param>
public sealed record ClosedEnrolment(Fact Outcome, IReadOnlyList<string>? Goals)
{
    /// <summary>Messages that the person clicked while the window was open; null for none.</summary>
    public IReadOnlyList<MessageClick>? Clicks { get; init; }

    /// <summary>How long after its enrolment one is kept at least.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    /// <summary>Goal events remembered by id; of more, the first ones are forgotten.</summary>
    public const int MostGoals = 16;

    // Refunds come weeks after a purchase, and that may be on the last day of a long window.
    private static readonly TimeSpan Late = TimeSpan.FromDays(60);

    private const int Most = 8;

    /// <summary>Whether this is the enrolment of a campaign's episode.</summary>
    public bool Is(string campaign, int episode) => Outcome.Campaign == campaign && Outcome.Episode == episode;

    /// <summary>Whether what comes now still changes the outcome.</summary>
    public bool IsKept(DateTimeOffset now) => now < Outcome.At + Late || now < Outcome.EnrolledAt + Remembered;

    /// <summary>Keeps one more; those whose time is over go, and of too many the oldest.</summary>
    public static User Add(User user, ClosedEnrolment closed, DateTimeOffset now) =>
        user with { Closed = [.. user.Closed.Where(each => each.IsKept(now)).Append(closed).TakeLast(Most)] };

    /// <summary>Writes the outcome fact of a closed enrolment anew, as the next in a row of which the last stands. Nothing when the fact does not change.</summary>
    /// <param name="change">The person.</param>
    /// <param name="closed">One of theirs.</param>
    /// <param name="anew">With the fact, and the goals, as they are to be.</param>
    public static void Rewrite(PersonChange change, ClosedEnrolment closed, ClosedEnrolment anew)
    {
        if (anew.Outcome == closed.Outcome)
            return;
        anew = anew with { Outcome = anew.Outcome with { Sequel = (closed.Outcome.Sequel ?? 1) + 1 } };
        change.User = change.User with { Closed = [.. change.User.Closed.Select(each => ReferenceEquals(each, closed) ? anew : each)] };
        change.Append(anew.Outcome);
    }

    /// <summary>The same of an enrolment by campaign and episode, if it is kept still; only its detail changes.</summary>
    public static void Rewrite(PersonChange change, string campaign, int episode, Func<OutcomeDetail, OutcomeDetail> to)
    {
        if (change.User.Closed.FirstOrDefault(each => each.Is(campaign, episode)) is { } closed && closed.IsKept(change.Now))
            Rewrite(change, closed, closed with { Outcome = closed.Outcome with { About = to(closed.Outcome.About ?? new()) } });
    }
}
