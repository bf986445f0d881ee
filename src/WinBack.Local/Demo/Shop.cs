using System.Text.RegularExpressions;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// The demo's shop: its customers, and what their devices and its servers post. Some posts come late, some come twice, as they do.
/// </summary>
internal sealed partial class Shop
{
    private readonly PriorityQueue<ShopPost, (DateTimeOffset At, long Order)> _posts = new();
    private readonly Dictionary<string, Shopper> _byId;
    private readonly Dictionary<string, string> _goals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _paid = new(StringComparer.Ordinal);
    private readonly long _seed;
    private long _order;

    public Shop(DemoOptions options)
    {
        (_seed, Persuasion) = (options.Seed, new(options.Seed, options.MessagesMove));
        Shoppers = [.. Enumerable.Range(1, options.Users).Select(number => Shopper.Make(options, number))];
        _byId = Shoppers.ToDictionary(shopper => shopper.Id, StringComparer.Ordinal);
        foreach (var shopper in Shoppers)
        {
            for (var i = 0; i < shopper.Deeds.Count; i++)
                Plan(ShopPost.Of(shopper, $"deed-{i + 1}", shopper.Deeds[i], withProfile: i == 0), shopper.Deeds[i].At, $"{shopper.Id} deed {i}");
        }
    }

    public IReadOnlyList<Shopper> Shoppers { get; }

    /// <summary>What messages do to them.</summary>
    public Persuasion Persuasion { get; }

    /// <summary>What comes back of messages without the shop.</summary>
    public Mailbox Mailbox { get; } = new();

    /// <summary>What reached whom, and what it made them do.</summary>
    public Letterbox Received { get; } = new();

    /// <summary>What the messages of a campaign move people to.</summary>
    public void Knows(string campaign, string goal) => _goals[campaign] = goal;

    /// <summary>Takes everything that is posted up to an instant, in order.</summary>
    public IReadOnlyList<ShopPost> TakeUpTo(DateTimeOffset instant)
    {
        var taken = new List<ShopPost>();
        while (_posts.TryPeek(out var post, out var key) && key.At <= instant)
        {
            _posts.Dequeue();
            if (StillHappens(post))
                taken.Add(post);
        }

        return taken;
    }

    /// <summary>A message reaches its reader.</summary>
    public void Receive(OutboundMessage message, DateTimeOffset at)
    {
        var shopper = _byId[message.UserId];
        Deed? moved = null;
        var moves = Persuasion.Moves(shopper, message.Campaign, message.Key, message.Channel);
        Read(shopper, message, Reading(message.Key, message.Channel, moves), at);
        if (moves is { } after)
        {
            moved = Answer(message, at + after);
            Plan(ShopPost.Of(shopper, "because-of-" + message.Key, moved, withProfile: false), moved.At, message.Key);
            if (moved.Type == Deed.PaymentSucceeded)
                _paid[shopper.Id] = moved.At;
        }

        Received.Add(shopper, message.Campaign, at, moved);
        if (Persuasion.SaysStop(message.Key))
            Enqueue(ShopPost.Stop(shopper, message.Key, message.Channel, at.AddMinutes(20)), at.AddMinutes(20));
    }

    /// <summary>How a message is read.</summary>
    /// <param name="attempt">Its key.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="moved">How long after it its reader is moved by it; null for not.</param>
    public Reading Reading(string attempt, Channel channel, TimeSpan? moved) => Demo.Reading.Of(_seed, attempt, channel, moved);

    private void Read(Shopper shopper, OutboundMessage message, Reading reading, DateTimeOffset at)
    {
        if (message.Channel is Channel.Email or Channel.Sms)
            Mailbox.Receive(message, reading, at);
        else if (message.Channel == Channel.Push && reading.ClickedAfter is { } after)
            Enqueue(ShopPost.Opened(shopper, message.Key, message.Reference, at + after), at + after);
    }

    // The shop ends no subscription that was paid after all, and what never ended does not begin again.
    private bool StillHappens(ShopPost post) =>
        post.Deed is not { Reason: Deed.Unpaid } deed || !_paid.TryGetValue(post.Shopper.Id, out var paid) || paid > deed.At;

    private Deed Answer(OutboundMessage message, DateTimeOffset at) => _goals[message.Campaign] switch
    {
        Deed.Purchase => new(Deed.Purchase, at) { Value = 30, Code = OfferCode().Match(message.Content.Text) is { Success: true } code ? code.Value : null },
        var goal => new(goal, at) { Value = 12 },
    };

    private void Plan(ShopPost post, DateTimeOffset at, string what)
    {
        var chance = Chance.For(_seed, "post of " + what);
        var late = chance.Happens(0.01) ? TimeSpan.FromHours(chance.Exponential(18)) : TimeSpan.Zero;
        Enqueue(post, at + late);
        if (chance.Happens(0.005))
            Enqueue(post, at + late + TimeSpan.FromMinutes(chance.Exponential(30)));
    }

    private void Enqueue(ShopPost post, DateTimeOffset at) => _posts.Enqueue(post, (at, _order++));

    [GeneratedRegex("DEMO-[0-9]{5}")]
    private static partial Regex OfferCode();
}
