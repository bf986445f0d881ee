using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>Whether the way out of a channel works. Asked before anything leaves the house: no way in without a way out.</summary>
public interface IOptOutProof
{
    /// <summary>Tries the way out, unless it was found to work a short while ago.</summary>
    /// <returns>Null when it works; else why not, for people, without secrets.</returns>
    ValueTask<string?> WhyNotAsync(Channel channel, CancellationToken cancel = default);
}
