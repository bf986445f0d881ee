namespace WinBack.Core.Events;

/// <summary>How far a source of events is believed, by the key it presents.</summary>
public enum SourceTrust
{
    /// <summary>The key is public (shipped in an app): events and plain attributes, never an address, consent, a merge or a value.</summary>
    Low,

    /// <summary>The key is held by a server of the team: everything.</summary>
    Full,
}
