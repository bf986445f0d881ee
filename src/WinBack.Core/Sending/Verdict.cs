using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What the rules decided about one touch, with what each of them said.</summary>
/// <param name="Findings">In the order of the rules, up to the one that decided.</param>
public abstract record Verdict(IReadOnlyList<Finding> Findings)
{
    /// <summary>Contact on this channel.</summary>
    public sealed record Send(Channel Channel, IReadOnlyList<Finding> Findings) : Verdict(Findings);

    /// <summary>Not now: judge again at <paramref name="Until"/>, which is later than now.</summary>
    public sealed record Hold(DateTimeOffset Until, string Why, IReadOnlyList<Finding> Findings) : Verdict(Findings);

    /// <summary>Not at all: the touch passes without contact.</summary>
    public sealed record Skip(string Why, IReadOnlyList<Finding> Findings) : Verdict(Findings);

    /// <summary>Held out: it would have gone out on this channel.</summary>
    public sealed record Ghost(Channel Channel, IReadOnlyList<Finding> Findings) : Verdict(Findings);

    /// <summary>The sequence is over.</summary>
    public sealed record End(EnrolmentStatus Status, string Why, IReadOnlyList<Finding> Findings) : Verdict(Findings);
}
