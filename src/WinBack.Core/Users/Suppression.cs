namespace WinBack.Core.Users;

/// <summary>An address that must not be contacted on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Address">E-mail address, phone number or push token; stored only as a keyed hash.</param>
/// <param name="Reason">Why: <c>opt-out</c>, <c>bounce</c>…</param>
/// <param name="At">Since when. Only a consent newer than this, from a trusted source, lifts it.</param>
/// <param name="Lifted">True to lift it instead.</param>
public sealed record Suppression(Channel Channel, string Address, string Reason, DateTimeOffset At, bool Lifted = false)
{
    /// <summary>When this house learned of it, which may be long after <see cref="At"/>; null until it is applied.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
