using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>Whom a goal event is credited to: the channel of the enrolment's last message before it, and that of the person's last click before it.</summary>
internal static class Credited
{
    /// <summary>Of an enrolment whose window is open.</summary>
    public static CreditedChannels At(User user, OpenEnrolment open, DateTimeOffset at)
    {
        var instance = open.InstanceId(user.PersonKey);
        var claimed = open.Attempt is { State: AttemptState.Claimed } attempt ? AttemptKey.For(instance, open.Touches[open.Touch].Id, attempt.Channel) : null;
        return At(user, open.Arm, instance, open.Clicks, claimed, at);
    }

    /// <summary>Of one that has closed.</summary>
    public static CreditedChannels At(User user, ClosedEnrolment closed, DateTimeOffset at)
    {
        var fact = closed.Outcome;
        return At(user, fact.Arm, OpenEnrolment.InstanceId(fact.Campaign, fact.Episode, fact.Person), closed.Clicks, claimed: null, at);
    }

    // A claim holds its slot in the ring before anything has left.
    private static CreditedChannels At(User user, Arm arm, string instance, IReadOnlyList<MessageClick>? clicks, string? claimed, DateTimeOffset at)
    {
        if (arm != Arm.Treatment)
            return default;
        var own = instance + ":";
        var last = user.Contacts.LastOrDefault(each => each.At <= at && each.Attempt != claimed && each.Attempt.StartsWith(own, StringComparison.Ordinal));
        return new(last?.Channel, clicks?.Where(each => each.At <= at).MaxBy(each => each.At)?.Channel);
    }
}
