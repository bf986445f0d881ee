using WinBack.Core.Users;
using WinBack.Local.App;

namespace WinBack.Local.Rehearsal;

/// <summary>What is rehearsed, and how.</summary>
internal sealed record RehearsalOptions
{
    /// <summary>Directory of the rehearsal itself, cleared first.</summary>
    public const string DefaultScratch = ".winback-rehearsal";

    /// <summary>The deployment whose people are taken; only read.</summary>
    public required DataDirectory Data { get; init; }

    public required DataDirectory Scratch { get; init; }

    /// <summary>Campaign file that was read without errors: name, text and id.</summary>
    public required (string File, string Text, string Id) Campaign { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Channels on which everybody is taken to be reachable and to have agreed, for histories that were imported without consent.</summary>
    public IReadOnlyList<Channel> AssumeReach { get; init; } = [];

    /// <summary>Price of a message by channel, in the report's currency; a channel that is left out costs nothing.</summary>
    public IReadOnlyDictionary<Channel, decimal> Prices { get; init; } = new Dictionary<Channel, decimal>();
}
