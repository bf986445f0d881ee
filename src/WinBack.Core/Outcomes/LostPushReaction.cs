using WinBack.Core.Events;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>
/// Notices that a person can be pushed to no more because they took back the permission or removed the app, in every arm alike. A handle that a provider
/// calls dead says nothing here: only who is sent something can be found out like that, and the arms would not be counted alike.
/// </summary>
public sealed class LostPushReaction : IUserReaction
{
    /// <summary>The permission went.</summary>
    public const string Permission = "permission";

    /// <summary>The last installation went.</summary>
    public const string Installation = "installation";

    /// <inheritdoc/>
    public void React(PersonChange change, User before, IncomingEvent applied)
    {
        if (applied.Profile is null || Lost(before.Profile, change.User.Profile) is not { } lost)
            return;
        foreach (var open in change.User.Open)
        {
            // Said again it is the same fact: one of an enrolment is kept.
            if (open.Includes(applied.At))
                change.Append(open.ToFact(FactKind.LostPush, change.User.PersonKey, applied.At) with { Detail = lost });
        }
    }

    /// <summary>What was lost between two states of a person; null for nothing.</summary>
    // Installations whose handle was found dead stand in the profile still, so that a permission is taken back alike whether anybody tried the handle.
    private static string? Lost(Profile before, Profile after) =>
        !Agrees(before) ? null
        : !Agrees(after) && before.Installations.Count > 0 ? Permission
        : Reach.Has(before, Channel.Push) && !Reach.Has(after, Channel.Push) ? Installation
        : null;

    /// <summary>
    /// When the permission was taken back between two states of a person; null when it was not. Installations say nothing here: of one whose handle
    /// is gone nobody can tell any more whether the app went, or a provider called the handle dead.
    /// </summary>
    internal static DateTimeOffset? Withdrawn(Profile before, Profile after) => before.Installations.Count == 0 || Agrees(after) ? null
        : before.AllSaid().Where(each => each is { Channel: Channel.Push, Said.Given: true }).Max(each => after.Said(Channel.Push, each.Purpose)?.At);

    private static bool Agrees(Profile profile) => profile.AllSaid().Any(each => each is { Channel: Channel.Push, Said.Given: true });
}
