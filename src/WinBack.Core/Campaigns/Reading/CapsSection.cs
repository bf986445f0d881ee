using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>caps</c>: at most so many contacts in any span of a length, across all campaigns.</summary>
internal static class CapsSection
{
    public static readonly string[] Keys = ["channel", "max", "per"];

    private static readonly TimeSpan LongestPer = TimeSpan.FromDays(365);

    public static IReadOnlyList<FrequencyCap> Read(YamlField? field)
    {
        var caps = new List<FrequencyCap>();
        foreach (var item in field?.Items(0, 10, "a list of up to 10 caps") ?? [])
        {
            if (item.Section(Keys) is not { } section || One(section) is not { } cap)
                continue;
            if (caps.Any(other => other.Channel == cap.Channel && other.Per == cap.Per))
                item.Refuse("a second cap on the same channel and span", "one; the lower of the two is the one that counts");
            caps.Add(cap);
        }

        return caps;
    }

    private static FrequencyCap? One(Section section)
    {
        // The wrapper tells "any", which is no channel, from a word that was refused.
        var channel = section.Find("channel") is { } given
            ? given.Choice(("any", new Counted(null)), ("push", new Counted(Channel.Push)), ("sms", new(Channel.Sms)), ("email", new(Channel.Email)), ("webhook", new(Channel.Webhook)))
            : new Counted(null);
        var max = section.Require("max", "how many, 0 to 64; 0 means never")?.Whole(0, UserLimits.ContactsPerChannel);
        var per = section.Require("per", "in what span, such as P7D")?.Length(TimeSpan.FromMinutes(1), LongestPer);
        return channel is null || max is null || per is null ? null : new(channel.Value.Channel, max.Value, per.Approximate);
    }

    private readonly record struct Counted(Channel? Channel);
}
