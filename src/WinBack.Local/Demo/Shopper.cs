using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// One customer of the demo's shop: what they buy when nobody writes to them, and how readily they follow a message. Both are known to the
/// demo and hidden from the app.
/// </summary>
internal sealed class Shopper
{
    private static readonly string[] Names = ["Anna", "Ben", "Chloé", "David", "Elif", "Finn", "Grace", "Hugo", "Ines", "Jonas", "Keiko", "Lena", "Marco", "Nora", "Omar", "Paula"];

    private static readonly (string Zone, string Country, string Locale)[] Places =
    [
        ("Europe/Berlin", "DE", "de-DE"), ("Europe/London", "GB", "en-GB"), ("America/New_York", "US", "en-US"), ("America/Los_Angeles", "US", "en-US"),
        ("Europe/Madrid", "ES", "es-ES"), ("Asia/Tokyo", "JP", "ja-JP"), ("Australia/Sydney", "AU", "en-AU"), ("Asia/Kolkata", "IN", "en-IN"),
    ];

    private Shopper(int number, string prefix) => (Number, Id) = (number, $"{prefix}-{number:D6}");

    public int Number { get; }

    public string Id { get; }

    public string? Name { get; private init; }

    public (string Zone, string Country, string Locale) Place { get; private init; }

    /// <summary>Channels the shopper agreed to at the first purchase.</summary>
    public IReadOnlyList<Channel> Agreed { get; private init; } = [];

    /// <summary>What happens whatever is sent, in order; the first is a purchase.</summary>
    public IReadOnlyList<Deed> Deeds { get; private init; } = [];

    /// <summary>Probability that one message on the best channel brings them back.</summary>
    public double Persuadability { get; private init; }

    /// <summary>Makes a shopper and their whole history.</summary>
    /// <param name="demo">Where their life begins and ends: nobody buys before or after.</param>
    /// <param name="number">Which shopper.</param>
    public static Shopper Make(DemoOptions demo, int number)
    {
        var chance = Chance.For(demo.Seed, $"shopper {number}");
        var agreed = new List<Channel>();
        if (chance.Happens(0.80))
            agreed.Add(Channel.Email);
        if (chance.Happens(0.45))
            agreed.Add(Channel.Push);
        if (chance.Happens(0.25))
            agreed.Add(Channel.Sms);
        if (Chance.For(demo.Seed, $"calls to {number}").Happens(0.4))
            agreed.Add(Channel.Webhook);
        return new(number, demo.IdPrefix)
        {
            Name = chance.Happens(0.9) ? Names[chance.Below(Names.Length)] : null,
            Place = Places[chance.Below(Places.Length)],
            Agreed = agreed,
            Persuadability = Math.Min(0.3, chance.LogNormal(0.03, 0.7)),
            Deeds = ShopperLife.Of(MakeHabit(ref chance, demo.Start - demo.History, demo.End), demo, number),
        };
    }

    // Buys at their own pace until, after some purchase, they drift away; from then on they come back only now and then.
    private static List<Deed> MakeHabit(ref Chance chance, DateTimeOffset from, DateTimeOffset to)
    {
        var gap = Math.Clamp(chance.LogNormal(28, 0.6), 7, 120);
        var leaves = Math.Min(0.6, chance.LogNormal(0.15, 0.6));
        var basket = chance.LogNormal(32, 0.5);
        var at = from + (to - from) * (0.85 * chance.Next());
        var habit = new List<Deed>();
        while (at < to)
        {
            var value = Math.Round((decimal)(basket * (0.5 + chance.Next())), 2);
            habit.Add(new(Deed.Purchase, at) { Value = value, Item = ShopperLife.Item(ref chance) });
            var away = chance.Happens(leaves) ? 60 + chance.Exponential(320) : 0;
            at += TimeSpan.FromDays(1 + chance.Exponential(gap) + away);
        }

        return habit;
    }
}
