using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What becomes of addresses that a provider called dead.</summary>
internal static class DeadAddresses
{
    /// <summary>
    /// Suppresses them. The installations of push handles are removed besides: a handle never comes back to life, and an app that is installed
    /// anew brings another. E-mail addresses and phone numbers stay in the profile, for the person to correct.
    /// </summary>
    /// <param name="change">The person, as read.</param>
    /// <param name="channel">Of the addresses.</param>
    /// <param name="dead">Some of the addresses that the message went to.</param>
    /// <param name="why">For people; no personal data.</param>
    public static void Bury(PersonChange change, Channel channel, IReadOnlyList<string> dead, string why)
    {
        change.Suppressions.AddRange(dead.Select(address => new Suppression(channel, address, why, change.Now)));
        var profile = change.User.Profile;
        if (channel != Channel.Push || !profile.Installations.Any(IsDead))
            return;
        var installations = profile.Installations.Select(each => IsDead(each) ? each with { Token = null } : each);
        change.User = change.User with { Profile = profile with { Installations = [.. installations] } };

        bool IsDead(Installation installation) => installation.Token is { } token && dead.Contains(token);
    }
}
