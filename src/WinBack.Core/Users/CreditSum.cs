namespace WinBack.Core.Users;

/// <summary>What is credited to one channel of one enrolment. Credit says what came after what, not what caused it.</summary>
/// <param name="Conversions">Goal events in the window whose last message before them went by this channel; each counts, refunds apart.</param>
/// <param name="Revenue">Their value; refunds subtract.</param>
/// <param name="DirectConversions">Goal events in the window whose last click before them was on a message of this channel.</param>
/// <param name="DirectRevenue">Their value; refunds subtract.</param>
public sealed record CreditSum(int Conversions, decimal Revenue, int DirectConversions, decimal DirectRevenue)
{
    private static readonly CreditSum None = new(0, 0, 0, 0);

    /// <summary>With one more goal event; the same when nobody is credited.</summary>
    /// <param name="held">By channel; null for nothing yet.</param>
    /// <param name="to">Whom it is credited to.</param>
    /// <param name="value">Its value; below zero for a refund.</param>
    public static IReadOnlyDictionary<Channel, CreditSum>? With(IReadOnlyDictionary<Channel, CreditSum>? held, CreditedChannels to, decimal value)
    {
        if (to is { Last: null, Clicked: null })
            return held;
        var sums = new SortedDictionary<Channel, CreditSum>(held?.ToDictionary() ?? []);
        var count = value < 0 ? 0 : 1;
        if (to.Last is { } last)
            sums[last] = Of(last) with { Conversions = Of(last).Conversions + count, Revenue = Of(last).Revenue + value };
        if (to.Clicked is { } clicked)
            sums[clicked] = Of(clicked) with { DirectConversions = Of(clicked).DirectConversions + count, DirectRevenue = Of(clicked).DirectRevenue + value };
        return sums;

        CreditSum Of(Channel channel) => sums.GetValueOrDefault(channel, None);
    }
}

/// <summary>Whom a goal event is credited to.</summary>
/// <param name="Last">Channel of the enrolment's last message before it; null for none.</param>
/// <param name="Clicked">Channel of the person's last click before it on a message of the enrolment; null for none.</param>
public readonly record struct CreditedChannels(Channel? Last, Channel? Clicked);

/// <summary>The first click of a person on one message, or their opening of a push, which is a tap on it. What is taken for a machine's is none.</summary>
/// <param name="Touch">Id of the touch.</param>
/// <param name="Channel">Channel of the message.</param>
/// <param name="At">When.</param>
public sealed record MessageClick(string Touch, Channel Channel, DateTimeOffset At);
