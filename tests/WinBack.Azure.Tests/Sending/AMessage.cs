using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.World;

namespace WinBack.Azure.Tests.Sending;

internal static class AMessage
{
    public static AttemptReference Reference { get; } = AttemptReference.For("again.1.k7f2:nudge:any", shard: 3);

    public static OutboundMessage Sms(string to = "+4915112345678", string text = "Your basket is waiting.") => new()
    {
        Key = "again.1.k7f2:nudge:sms",
        Channel = Channel.Sms,
        UserId = "anna",
        Campaign = "again",
        Touch = "nudge",
        Addresses = [to],
        Content = new(null, null, text, null, null),
        Reference = Reference,
    };

    public static OutboundMessage Email(string to = "anna@example.com", string subject = "We miss you") => Sms(to) with
    {
        Key = "again.1.k7f2:nudge:email",
        Channel = Channel.Email,
        Content = new(subject, null, "Come back.\n.\nReally.", "<p>Come back.</p>", "https://shop.example/"),
        UnsubscribeUrl = "https://go.example/u/AbC-123_x",
    };

    public static OutboundMessage Webhook(string target = "call-centre", string note = "first line\n\"quoted\"") => Sms() with
    {
        Key = "again.1.k7f2:nudge:webhook",
        Channel = Channel.Webhook,
        Addresses = ["user:616E6E61"],
        Content = new(null, "Call Anna", "Offer help.", null, null) { Webhook = new(target, new Dictionary<string, string> { ["plan"] = "Pro", ["note"] = note }) },
        ExpiresAt = Given.Noon.AddHours(6),
    };

    public static OutboundMessage Push(params (string Handle, string Platform)[] devices) => Sms() with
    {
        Key = "again.1.k7f2:nudge:push",
        Channel = Channel.Push,
        Addresses = [.. devices.Select(each => each.Handle)],
        Platforms = [.. devices.Select(each => each.Platform)],
        Content = new(null, "Still there?", "Your basket is waiting.", null, "https://shop.example/basket", "https://shop.example/basket.png"),
        ExpiresAt = Given.Noon.AddHours(6),
    };
}
