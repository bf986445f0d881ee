namespace WinBack.Core.Users;

/// <summary>"Look again at this user at this instant": one row of the Due index.</summary>
/// <param name="Kind">What to look at.</param>
/// <param name="At">When.</param>
/// <param name="UserId">Whom.</param>
/// <param name="Campaign">Campaign of the window to close.</param>
/// <param name="Episode">Episode of the window to close.</param>
/// <param name="LastSeen">Last activity when this was filed: a hint for the order of entry, exact for those who stayed away.</param>
public sealed record DueFiling(DueKind Kind, DateTimeOffset At, string UserId, string? Campaign, int Episode, DateTimeOffset? LastSeen);

/// <summary>Why a user is to be looked at again.</summary>
public enum DueKind
{
    /// <summary>Lapse rules may have become true.</summary>
    Check,

    /// <summary>An attribution window ends.</summary>
    Close,
}
