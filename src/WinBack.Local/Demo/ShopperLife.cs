namespace WinBack.Local.Demo;

/// <summary>Makes what shoppers do whatever is sent to them. Each part draws numbers of its own, so that one does not move the others.</summary>
internal static class ShopperLife
{
    private static readonly string[] Items =
    [
        "Ethiopia Guji, 500 g", "Brazil Santos, 1 kg", "Colombia Huila, 500 g", "Decaf Peru, 250 g", "Assam, second flush", "Sencha, 100 g", "A hand grinder", "Paper filters",
    ];

    private static readonly string[] Reasons = ["price", "too-much", "moved", "other-shop", "complaint"];

    /// <summary>Everything in the order in which it happens; the first is a purchase.</summary>
    /// <param name="habit">Purchases by habit, earliest first, at least one.</param>
    /// <param name="demo">Its end ends everything.</param>
    /// <param name="number">Which shopper.</param>
    public static IReadOnlyList<Deed> Of(IReadOnlyList<Deed> habit, DemoOptions demo, int number)
    {
        var first = habit[0].At;
        var deeds = new List<Deed>(habit);
        AddCarts(deeds, Chance.For(demo.Seed, $"carts of {number}"), first > demo.Start ? first : demo.Start, demo);
        AddSubscription(deeds, Chance.For(demo.Seed, $"subscription of {number}"), first);
        return [.. deeds.Where(deed => deed.At < demo.End).OrderBy(deed => deed.At)];
    }

    // Not before the campaigns: what happened then enters nobody.
    private static void AddCarts(List<Deed> deeds, Chance chance, DateTimeOffset from, DemoOptions demo)
    {
        for (var at = from + Days(chance.Exponential(demo.DaysBetweenCarts)); at < demo.End; at += Days(1 + chance.Exponential(demo.DaysBetweenCarts)))
        {
            var cart = new Deed(Deed.Cart, at) { Value = Math.Round((decimal)chance.LogNormal(32, 0.5), 2), Item = Item(ref chance) };
            deeds.Add(cart);
            if (chance.Happens(0.3))
                deeds.Add(cart with { At = at + TimeSpan.FromMinutes(8), Value = cart.Value + 9 });
            if (chance.Happens(0.3))
                deeds.Add(new(Deed.Purchase, at + (chance.Happens(0.4) ? TimeSpan.FromMinutes(25) : TimeSpan.FromHours(2 + chance.Exponential(24)))) { Value = cart.Value, Item = cart.Item });
        }
    }

    /// <summary>One of the goods.</summary>
    public static string Item(ref Chance chance) => Items[chance.Below(Items.Length)];

    // Coffee by the month. What ends it is a payment that fails or a decision; the months that are paid in between are not posted.
    private static void AddSubscription(List<Deed> deeds, Chance chance, DateTimeOffset first)
    {
        if (!chance.Happens(0.3))
            return;
        var started = first + Days(120 * chance.Next());
        var ends = started + Days(30 + chance.Exponential(300));
        deeds.Add(new(Deed.Started, started) { Value = 12 });
        var byChoice = chance.Happens(0.5);
        if (!byChoice)
            deeds.Add(new(Deed.PaymentFailed, ends));
        if (!byChoice && chance.Happens(0.35))
        {
            deeds.Add(new(Deed.PaymentSucceeded, ends + Days(1 + 4 * chance.Next())) { Value = 12 });
            return;
        }

        var why = byChoice ? Reasons[chance.Below(Reasons.Length)] : Deed.Unpaid;
        deeds.Add(new(Deed.Cancelled, byChoice ? ends : ends + Days(7)) { Reason = why });
        if (chance.Happens(0.12))
            deeds.Add(new(Deed.Started, ends + Days(14 + chance.Exponential(40))) { Value = 12, Reason = why });
    }

    private static TimeSpan Days(double days) => TimeSpan.FromDays(days);
}
