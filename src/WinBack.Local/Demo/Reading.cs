using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// What a reader does with one message besides following its advice, and what their mail program does unasked. Follows from the attempt's key, by
/// draws of its own: that messages are read moves nobody, and whoever was moved mostly clicked before.
/// </summary>
internal sealed record Reading
{
    /// <summary>How mail programs that load every picture at once call themselves; nothing tells them from a reader.</summary>
    public const string ByProgram = "Mozilla/5.0";

    public const string ByPerson = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15";

    /// <summary>Whether it arrived, as far as its channel says.</summary>
    public bool Arrives { get; private init; } = true;

    /// <summary>How long after the message its pictures are loaded first, by the reader or by their program; null for never, and where the channel does not tell.</summary>
    public TimeSpan? OpenedAfter { get; private init; }

    /// <summary>Of the program that opened it.</summary>
    public string OpenedBy { get; private init; } = ByPerson;

    /// <summary>How long after it its link is followed, or the push is tapped.</summary>
    public TimeSpan? ClickedAfter { get; private init; }

    /// <summary>Reads one message.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="attempt">Its key.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="moved">How long after it the reader does what it asks for; null when they do not. At least an hour.</param>
    public static Reading Of(long seed, string attempt, Channel channel, TimeSpan? moved)
    {
        if (Habits.Of(channel) is not { } habits)
            return new();
        var chance = Chance.For(seed, "reading of " + attempt);
        var (fails, program, opens, clicks) = (chance.Happens(habits.Fails), chance.Happens(habits.OpenedByProgram), chance.Happens(habits.Opened), chance.Next());
        var (byProgram, byPerson) = (TimeSpan.FromMinutes(1 + 9 * chance.Next()), chance.Next());
        if (fails && moved is null)
            return new() { Arrives = false };

        // Some of the moved go to the shop by themselves. Of the others those click who opened it, where the channel tells of openings.
        var clicked = moved is not null ? clicks < Habits.MovedByTheLink : (opens || habits.Opened == 0) && clicks < habits.Clicked;
        var read = moved is { } until ? until * (0.1 + 0.8 * byPerson) : TimeSpan.FromMinutes(2) + TimeSpan.FromHours(-5 * Math.Log(1 - byPerson));
        TimeSpan? opened = channel != Channel.Email ? null : program ? byProgram : opens || clicked ? read : null;
        return new() { OpenedAfter = opened, OpenedBy = program ? ByProgram : ByPerson, ClickedAfter = clicked ? read + TimeSpan.FromMinutes(1) : null };
    }

    /// <summary>How people use a channel: shares of its messages, 0 to 1, made up and of the order that senders report.</summary>
    /// <param name="Fails">Said by the provider not to have arrived, though the address is good.</param>
    /// <param name="OpenedByProgram">Opened by the mail program, whether or not anybody reads it.</param>
    /// <param name="Opened">Opened by the reader; 0 where the channel does not tell.</param>
    /// <param name="Clicked">Of those opened, or of all where the channel does not tell, the share whose link is followed by somebody who then does nothing.</param>
    private sealed record Habits(double Fails, double OpenedByProgram, double Opened, double Clicked)
    {
        /// <summary>The share of those moved by a message who come by its link.</summary>
        public const double MovedByTheLink = 0.85;

        /// <summary>Null for a channel without a reader's device.</summary>
        public static Habits? Of(Channel channel) => channel switch
        {
            Channel.Email => new(0.015, 0.30, 0.22, 0.15),
            Channel.Sms => new(0.02, 0, 0, 0.07),
            Channel.Push => new(0, 0, 0, 0.05),
            _ => null,
        };
    }
}
