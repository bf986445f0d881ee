using WinBack.Core.Sending;

namespace WinBack.Local.Demo;

/// <summary>
/// The demo's shop: its customers, and what their devices and its servers post. Some posts come late, some come twice, as they do.
/// </summary>
internal sealed class Shop
{
    private readonly PriorityQueue<ShopPost, (DateTimeOffset At, long Order)> _posts = new();
    private readonly Dictionary<string, Shopper> _byId;
    private readonly Persuasion _persuasion;
    private readonly long _seed;
    private long _order;

    public Shop(long seed, int users, DateTimeOffset from, DateTimeOffset to)
    {
        (_seed, _persuasion) = (seed, new(seed));
        Shoppers = [.. Enumerable.Range(1, users).Select(number => Shopper.Make(seed, number, from, to))];
        _byId = Shoppers.ToDictionary(shopper => shopper.Id, StringComparer.Ordinal);
        foreach (var shopper in Shoppers)
        {
            for (var i = 0; i < shopper.Habit.Count; i++)
                Plan(ShopPost.Of(shopper, $"order-{i + 1}", shopper.Habit[i], withProfile: i == 0), shopper.Habit[i].At, $"{shopper.Id} order {i}");
        }
    }

    public IReadOnlyList<Shopper> Shoppers { get; }

    public Shopper this[string id] => _byId[id];

    /// <summary>Takes everything that is posted up to an instant, in order.</summary>
    public IReadOnlyList<ShopPost> TakeUpTo(DateTimeOffset instant)
    {
        var taken = new List<ShopPost>();
        while (_posts.TryPeek(out var post, out var key) && key.At <= instant)
        {
            _posts.Dequeue();
            taken.Add(post);
        }

        return taken;
    }

    /// <summary>A message reaches its reader.</summary>
    public void Receive(OutboundMessage message, DateTimeOffset at)
    {
        var shopper = _byId[message.UserId];
        if (_persuasion.Buys(shopper, message.Key, message.Channel) is { } after)
            Plan(ShopPost.Of(shopper, "because-of-" + message.Key, new(at + after, 30m), withProfile: false), at + after, message.Key);
        if (_persuasion.SaysStop(message.Key))
            Enqueue(ShopPost.Stop(shopper, message.Key, message.Channel, at.AddMinutes(20)), at.AddMinutes(20));
    }

    private void Plan(ShopPost post, DateTimeOffset at, string what)
    {
        var chance = Chance.For(_seed, "post of " + what);
        var late = chance.Happens(0.01) ? TimeSpan.FromHours(chance.Exponential(18)) : TimeSpan.Zero;
        Enqueue(post, at + late);
        if (chance.Happens(0.005))
            Enqueue(post, at + late + TimeSpan.FromMinutes(chance.Exponential(30)));
    }

    private void Enqueue(ShopPost post, DateTimeOffset at) => _posts.Enqueue(post, (at, _order++));
}
