using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>Ends a sunset with the first thing the person does, or the first consent they give, after the episode that began it. A refund is neither.</summary>
public sealed class SunsetReaction : IUserReaction
{
    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (change.User.Sunset is not { } sunset)
            return;
        var isActivity = IncomingEvent.IsDeed(applied.Type) && !(applied.Value < 0) && applied.At > sunset.Since;
        if (isActivity || change.User.Profile.AllSaid().Any(each => each.Said is { Given: true } given && given.At > sunset.Since
            && before.Profile.Said(each.Channel, each.Purpose) != given))
            change.User = change.User with { Sunset = null, Unanswered = null };
    }
}
