using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>What a message does to a shopper: the true effect that the report is to find. Follows from the attempt's key alone.</summary>
/// <param name="seed">Of the run.</param>
/// <param name="moves">False for messages that nobody does anything because of; some say stop all the same.</param>
internal sealed class Persuasion(long seed, bool moves)
{
    /// <summary>How long after a message the shopper reaches its campaign's goal because of it; null when they do not.</summary>
    public TimeSpan? Moves(Shopper shopper, string campaign, string attempt, Channel channel)
    {
        if (!moves)
            return null;
        var chance = Chance.For(seed, "answer to " + attempt);
        var strength = channel switch { Channel.Push => 0.8, Channel.Sms => 1.1, Channel.Webhook => 2.0, _ => 1.0 };
        return chance.Happens(Readiness(shopper, campaign) * strength) ? TimeSpan.FromHours(1 + chance.Exponential(20)) : null;
    }

    /// <summary>Whether the message is one too many: the shopper withdraws consent for its channel within the hour.</summary>
    public bool SaysStop(string attempt) => Chance.For(seed, "stop after " + attempt).Happens(0.004);

    // A full cart and a bill that bounced want little persuasion; whoever gave notice has thought about it.
    private static double Readiness(Shopper shopper, string campaign) => campaign switch
    {
        "abandoned-cart" => Math.Min(0.4, 4 * shopper.Persuadability),
        "failed-payment" => 0.3,
        "cancelled-subscription" => 0.08,
        _ => shopper.Persuadability,
    };
}
