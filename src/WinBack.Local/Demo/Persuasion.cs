using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>What a message does to a shopper: the true effect that the report is to find. Follows from the attempt's key alone.</summary>
internal sealed class Persuasion(long seed)
{
    /// <summary>How long after a message the shopper buys because of it; null when they do not.</summary>
    public TimeSpan? Buys(Shopper shopper, string attempt, Channel channel)
    {
        var chance = Chance.For(seed, "answer to " + attempt);
        var strength = channel switch { Channel.Push => 0.8, Channel.Sms => 1.1, _ => 1.0 };
        return chance.Happens(shopper.Persuadability * strength) ? TimeSpan.FromHours(1 + chance.Exponential(20)) : null;
    }

    /// <summary>Whether the message is one too many: the shopper withdraws consent for its channel within the hour.</summary>
    public bool SaysStop(string attempt) => Chance.For(seed, "stop after " + attempt).Happens(0.004);
}
