using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>Made-up people to try a campaign on: one of whom everything is known, one of whom nothing is, and one whose name and attributes are long.</summary>
public static class SamplePeople
{
    /// <summary>Of whom all is known.</summary>
    public const string Typical = "sample-typical";

    /// <summary>Of whom nothing is known but how to reach them.</summary>
    public const string Unknown = "sample-unknown";

    /// <summary>With a long name and long attributes, in letters that text messages have.</summary>
    public const string Long = "sample-long";

    /// <summary>Ids of all.</summary>
    public static IReadOnlyList<string> Ids { get; } = [Typical, Unknown, Long];

    /// <summary>Makes one of them, quiet for as long as the campaign's rule wants, reachable on every channel.</summary>
    /// <param name="id">One of <see cref="Ids"/>.</param>
    /// <param name="campaign">The campaign: its attributes get values, and its language is the person's.</param>
    /// <param name="now">Instant of the preview.</param>
    /// <returns>Null for another id.</returns>
    public static User? Find(string id, Campaign campaign, DateTimeOffset now)
    {
        if (!Ids.Contains(id, StringComparer.Ordinal))
            return null;
        var (quiet, types) = campaign.Lapse is { } lapse
            ? (lapse.Parts.Max(part => part.After.Approximate) + TimeSpan.FromDays(1), lapse.Since)
            : (campaign.On!.After.Approximate, [campaign.On.Event]);
        var quietSince = now - quiet;
        var type = types is [var first, ..] ? first : campaign.Goal;
        return new()
        {
            Id = id,
            PersonKey = "samplesamplesamp",
            Profile = Profile(id, campaign, quietSince),
            Activity = new()
            {
                FirstSeen = quietSince,
                LastSeen = quietSince,
                ByType = new Dictionary<string, ActivityCount> { [type] = ActivityCount.None.With(quietSince, null) },
            },
            Armed = campaign.On is { } on ? [Trigger(campaign.Id, on, quietSince)] : [],
        };
    }

    /// <summary>A made-up event; each property says its own name.</summary>
    internal static ArmedTrigger Trigger(string campaign, EventTrigger on, DateTimeOffset at) =>
        new(campaign, "sample", at) { Properties = on.Keep.ToDictionary(name => name, name => on.Item is null ? FieldValue.Of(name) : SampleNews.Of(name), StringComparer.Ordinal) };

    private static Profile Profile(string id, Campaign campaign, DateTimeOffset at)
    {
        var profile = Users.Profile.Empty with
        {
            Email = new("reader@example.com", at),
            Phone = new("+4915112345678", at),
            Installations = [new("sample", "fcm", "sample", at)],
            Consents = Enum.GetValues<Channel>().ToDictionary(channel => channel, _ => new Consent(Given: true, at, "sample")),
            Purposes = campaign.Purpose == ConsentPurpose.Default
                ? null
                : [.. Enum.GetValues<Channel>().Select(channel => new PurposeConsent(channel, campaign.Purpose, new(Given: true, at, "sample")))],
        };
        return id == Unknown ? profile : profile with
        {
            Name = new(id == Typical ? "Anna" : "Maximiliane-Charlotte Fürstenberg", at),
            Locale = new(campaign.Language, at),
            Attributes = SampleAttributes.Of(campaign, id == Long, at).ToDictionary(each => each.Key, each => new Stamped<FieldValue?>(each.Value, at), StringComparer.Ordinal),
        };
    }
}
