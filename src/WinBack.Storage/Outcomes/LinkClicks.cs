using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>Follows the links of messages: finds the target that was fixed when the message was sent, keeps the click as a fact and wakes the sequence.</summary>
public sealed class LinkClicks(LinkTokens tokens, AttemptFacts attempts, LinkOptions options, TimeProvider clock)
{
    /// <summary>Follows a link. A repeat adds nothing: one click of a person, and one of a machine, is kept for each attempt.</summary>
    /// <param name="token">As it stood in the address.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="sequences">Where the wake-up goes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Where to; null for a token that is forged, too old or of a person who was erased.</returns>
    public async Task<string?> FollowAsync(string token, LinkRequest request, ISequences sequences, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        if (!tokens.TryReadClick(token, out var reference) || await attempts.FindAsync(reference, cancel) is not { Link: { } target } sent
            || now - sent.At > options.ClicksLast)
            return null;
        await attempts.EngagedAsync(sent, FactKind.Clicked, request, now, sequences, cancel);
        return target;
    }
}
