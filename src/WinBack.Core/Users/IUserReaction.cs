using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>What a later stage makes of an event that was applied: a return, an earlier check, an opt-out.</summary>
public interface IUserReaction
{
    /// <summary>Adds to the change what follows from the event. Pure.</summary>
    /// <param name="change">Holds the user with the event applied.</param>
    /// <param name="before">The user before the event.</param>
    /// <param name="applied">The event.</param>
    void React(PersonChange change, User before, IncomingEvent applied);
}
