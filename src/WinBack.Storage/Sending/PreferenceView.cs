using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>What the preference centre shows.</summary>
/// <param name="Choices">What the person had a say about where they can be reached, and whether it is yes; by channel, the default purpose first.</param>
/// <param name="Preferences">Frequency, pause and quiet hours.</param>
public sealed record PreferenceView(IReadOnlyDictionary<PreferenceChoice, bool> Choices, Preferences Preferences);
