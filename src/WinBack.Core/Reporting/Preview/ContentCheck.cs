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

    /// <summary>Segments of every text message of the campaign, over made-up readers of every language that it is written in.</summary>
    public static IReadOnlyList<SmsCost> Sms(Campaign campaign)
    {
        var costs = new List<SmsCost>();
        foreach (var touch in campaign.AllTouches().Where(touch => touch.Templates.ContainsKey(Channel.Sms)))
        {
            foreach (var language in touch.Templates[Channel.Sms].Locales.Keys.Prepend(campaign.Language))
            {
                var counted = People(campaign, language).Select(user => (user.Id, Segments: Segments(campaign, touch, user))).Where(each => each.Segments > 0).ToList();
                if (counted.Count > 0)
                    costs.Add(new(touch.Id, language, counted.FirstOrDefault(each => each.Id == SamplePeople.Typical).Segments, counted.Max(each => each.Segments)));
            }
        }

        return costs;
    }

    /// <summary>Everything worth pointing out, each a sentence; empty when nothing is.</summary>
    public static IReadOnlyList<string> Warnings(Campaign campaign) => [.. Costly(campaign).Concat(Silent(campaign)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Costly(Campaign campaign) => Sms(campaign).Where(cost => cost.Longest > MostSegments)
        .Select(cost => $"touch {cost.Touch}: the text message in {cost.Language} takes up to {cost.Longest} segments; above {MostSegments} an e-mail says it better and cheaper");

    // A person of whom little is known would get nothing by this channel.
    private static IEnumerable<string> Silent(Campaign campaign) =>
        from user in People(campaign, campaign.Language)
        from touch in campaign.AllTouches()
        from channel in touch.Channels
        let failed = MessageRenderer.Render(campaign, touch, channel, user, Frame) as Rendering.Failed
        where failed is not null
        select $"touch {touch.Id}: nothing is sent by {AttemptKey.Name(channel)} to {(user.Id == SamplePeople.Unknown ? "people of whom only the address is known" : "everybody")}: {failed.Why}";

    private static int Segments(Campaign campaign, Touch touch, User user) =>
        MessageRenderer.Render(campaign, touch, Channel.Sms, user, Frame) is Rendering.Done done ? SmsSegments.Of(done.Message.Text).Segments : 0;

    private static IEnumerable<User> People(Campaign campaign, string language) =>
        from id in SamplePeople.Ids
        let user = SamplePeople.Find(id, campaign, DateTimeOffset.UnixEpoch.AddYears(56))!
        select user with { Profile = user.Profile with { Locale = new(language, DateTimeOffset.UnixEpoch) } };
}

/// <summary>What a text message costs.</summary>
/// <param name="Touch">Touch id.</param>
/// <param name="Language">Tag of the language.</param>
/// <param name="Typical">Segments for a made-up person with a short name and short attributes; 0 when they get none.</param>
/// <param name="Longest">Segments for the made-up person for whom it takes most.</param>
public sealed record SmsCost(string Touch, string Language, int Typical, int Longest);
