using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Storage.Sending;

/// <summary>Something that a person may want or not: messages on a channel for a purpose.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Purpose">The purpose.</param>
public sealed record PreferenceChoice(Channel Channel, string Purpose)
{
    /// <summary>Whether it is for the purpose that is meant where none is named.</summary>
    public bool IsDefault => Purpose == ConsentPurpose.Default;

    /// <summary><c>email</c>, or <c>email.price-alerts</c>.</summary>
    public string Name => IsDefault ? AttemptKey.Name(Channel) : $"{AttemptKey.Name(Channel)}.{Purpose}";

    /// <summary>By channel, then the default purpose, then by name.</summary>
    internal static IComparer<PreferenceChoice> InOrder { get; } = Comparer<PreferenceChoice>.Create((one, other) =>
        (one.Channel, !one.IsDefault).CompareTo((other.Channel, !other.IsDefault)) is var order and not 0 ? order : string.CompareOrdinal(one.Purpose, other.Purpose));
}
