using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>What is allowed and may still be a mistake, found by writing every message to made-up people: before publishing, not when the bill comes.</summary>
public static class ContentCheck
{
    /// <summary>Segments of a text message above which it is pointed out: each costs as much as a message.</summary>
    public const int MostSegments = 3;

    // As long as our own links are: a host of usual length, and a token.
    private static readonly MessageFrame Frame = MessageFrame.None with { ClickLink = "https://hello.shop.example/l/k1.AAAAAAAAAAAAAAAAAAAAAAAAAAA" };

    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch.AddYears(56);

    /// <summary>Segments of every text message of the campaign, over made-up readers of every language and variant that it is written in, with its offer and without.</summary>
    public static IReadOnlyList<SmsCost> Sms(Campaign campaign)
    {
        var costs = new List<SmsCost>();
        foreach (var text in Texts(campaign).Where(text => text.Templates.ContainsKey(Channel.Sms)))
        {
            foreach (var language in text.Templates[Channel.Sms].Locales.Keys.Prepend(campaign.Language))
            {
                var counted = People(campaign, language).Select(user => (user.Id, Segments: Segments(campaign, text, user))).Where(each => each.Segments > 0).ToList();
                if (counted.Count > 0)
                    costs.Add(new(text.Touch.Id, language, counted.FirstOrDefault(each => each.Id == SamplePeople.Typical).Segments, counted.Max(each => each.Segments)) { Variant = text.Variant });
            }
        }

        return costs;
    }

    /// <summary>Everything worth pointing out, each a sentence; empty when nothing is.</summary>
    public static IReadOnlyList<string> Warnings(Campaign campaign) => [.. Costly(campaign).Concat(Silent(campaign)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Costly(Campaign campaign) => Sms(campaign).Where(cost => cost.Longest > MostSegments)
        .Select(cost => $"touch {Name(cost.Touch, cost.Variant)}: the text message in {cost.Language} takes up to {cost.Longest} segments; above {MostSegments} an e-mail says it better and cheaper");

    // A person of whom little is known would get nothing by this channel, or one who gets no offer.
    private static IEnumerable<string> Silent(Campaign campaign) =>
        from user in People(campaign, campaign.Language)
        from text in Texts(campaign)
        from channel in text.Touch.Channels
        from isOffered in Offered(text)
        let failed = Render(campaign, text, channel, user, isOffered) as Rendering.Failed
        where failed is not null
        select $"touch {Name(text.Touch.Id, text.Variant)}: nothing is sent by {AttemptKey.Name(channel)} to {Whom(user, text, isOffered)}: {failed.Why}";

    private static string Name(string touch, string? variant) => variant is null ? touch : $"{touch}, variant {variant}";

    private static string Whom(User user, ToldText text, bool isOffered)
    {
        var whom = user.Id == SamplePeople.Unknown ? "people of whom only the address is known" : "everybody";
        return text.Offer is null ? whom : $"{whom} {(isOffered ? "with" : "without")} the offer";
    }

    /// <summary>What the touches say to all, and to each variant that reads something of its own.</summary>
    private static IEnumerable<ToldText> Texts(Campaign campaign) => campaign.AllTouches().SelectMany(touch => touch.Variants.Select(pair => new ToldText(touch, pair.Key, pair.Value))
        .Prepend(new(touch, null, touch.Templates)));

    // A text with an offer may go out without, but for an offer that nothing drops.
    private static bool[] Offered(ToldText text) => text.Offer switch
    {
        null => [false],
        { IsCertain: true } => [true],
        _ => [true, false],
    };

    private static int Segments(Campaign campaign, ToldText text, User user) => Offered(text).Max(isOffered =>
        Render(campaign, text, Channel.Sms, user, isOffered) is Rendering.Done done ? SmsSegments.Of(done.Message.Text).Segments : 0);

    private static Rendering Render(Campaign campaign, ToldText text, Channel channel, User user, bool isOffered) => MessageRenderer.Render(
        campaign, text.Touch.As(text.Variant), channel, isOffered ? SampleOffer.Shown(user, campaign, text.Touch, text.Variant, At) : user, Frame);

    private static IEnumerable<User> People(Campaign campaign, string language) =>
        from id in SamplePeople.Ids
        let user = SamplePeople.Find(id, campaign, At)!
        select user with { Profile = user.Profile with { Locale = new(language, DateTimeOffset.UnixEpoch) } };

    /// <summary>What a touch says to some readers.</summary>
    private sealed record ToldText(Touch Touch, string? Variant, IReadOnlyDictionary<Channel, Template> Templates)
    {
        public Offer? Offer => Touch.OfferTo(Variant);
    }
}

/// <summary>What a text message costs.</summary>
/// <param name="Touch">Touch id.</param>
/// <param name="Language">Tag of the language.</param>
/// <param name="Typical">Segments for a made-up person with a short name and short attributes; 0 when they get none.</param>
/// <param name="Longest">Segments for the made-up person for whom it takes most.</param>
public sealed record SmsCost(string Touch, string Language, int Typical, int Longest)
{
    /// <summary>Id of the variant whose words these are; null for what all others read.</summary>
    public string? Variant { get; init; }
}
