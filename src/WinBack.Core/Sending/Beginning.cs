namespace WinBack.Core.Sending;

/// <summary>What became of the attempt to begin sending.</summary>
public enum Beginning
{
    /// <summary>The attempt is <c>sending</c>: the provider may be called, once.</summary>
    Sending,

    /// <summary>A rule spoke against it: the slot is free, nothing was sent.</summary>
    Released,

    /// <summary>An earlier run had begun: now <c>unknown</c>, nothing may be sent.</summary>
    Unfinished,

    /// <summary>There is no attempt under way.</summary>
    NothingClaimed,

    /// <summary>The person's addresses changed since they were looked up; nothing was written.</summary>
    LookAgain,
}
