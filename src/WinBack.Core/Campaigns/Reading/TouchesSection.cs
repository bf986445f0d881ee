using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>touches</c>: the planned contacts, earliest first.</summary>
internal static class TouchesSection
{
    public static readonly string[] Keys =
    [
        "id", "kind", "delay", "after", "at", "window", "days", "if", "channels", "fallback", "whenNotAllowed", "expires", "push", "sms", "email", "webhook", "variants", "offer", TouchSurveySection.Key,
    ];

    /// <summary>How long after its planned instant a touch may still go out, unless said.</summary>
    public static readonly Threshold Expires = Threshold.Days(3);

    private const int Most = 10;

    private static readonly (string Word, Channel Channel)[] Channels = [("push", Channel.Push), ("sms", Channel.Sms), ("email", Channel.Email), ("webhook", Channel.Webhook)];

    public static IReadOnlyList<Touch>? Read(YamlField field)
    {
        if (field.Items(1, Most, $"a list of 1 to {Most} touches") is not { } items)
            return null;
        var touches = new List<Touch>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var timing = new TouchTimingSection();
        foreach (var item in items)
        {
            if (item.Section(Keys) is { } section)
                touches.Add(One(section, item, ids, timing));
        }

        return touches;
    }

    private static Touch One(Section section, YamlField item, Dictionary<string, int> ids, TouchTimingSection timing)
    {
        string[] before = [.. ids.Keys];
        var id = section.Require("id", "the touch's id, such as first")?.Id(30);
        if (id is not null && !ids.TryAdd(id, item.Value.Line))
            section.Find("id")!.Refuse($"{YamlValue.Quoted(id)} a second time", string.Create(CultureInfo.InvariantCulture, $"an id of its own; line {ids[id]} has this one"));
        var (delay, isAfterPrevious) = timing.Read(section) ?? (Threshold.Zero, false);
        var expires = section.Find("expires")?.Length(TimeSpan.FromMinutes(10), TimeSpan.FromDays(30));
        var channels = InOrder(section);
        var errors = item.Findings.Count;
        var templates = Templates(section, channels);
        var touch = new Touch(id ?? "", delay, channels ?? [], templates, expires ?? Expires)
        {
            IsAfterPrevious = isAfterPrevious,
            Hours = TouchHoursSection.Read(section),
            If = section.Find("if") is { } condition ? TouchConditionSection.Read(condition, before) : null,
            WhenNotAllowed = section.Find("whenNotAllowed")?.Choice(("hold", WhenNotAllowed.Hold), ("skip", WhenNotAllowed.Skip)) ?? WhenNotAllowed.Hold,
            Kind = Kind(section),
            Variants = VariantsSection.OfTouch(section, templates, isGood: item.Findings.Count == errors),
            AfterSilence = timing.Fallback(section, channels?.Count ?? 0),
        };
        return TouchOfferSection.Read(section, TouchSurveySection.Read(section, touch, item.Findings), item.Findings);
    }

    public static TouchKind? Kind(Section section) => section.Find("kind")?.Choice(
        ("reminder", TouchKind.Reminder), ("value", TouchKind.Value), ("offer", TouchKind.Offer), ("last-call", TouchKind.LastCall));

    public static List<Channel>? InOrder(Section section)
    {
        const string allowed = "push, sms, email and webhook in order of preference";
        if (section.Require("channels", allowed)?.Items(1, Channels.Length, allowed) is not { } items)
            return null;
        var channels = new List<Channel>();
        foreach (var item in items)
        {
            if (item.Choice(Channels) is not { } channel)
                continue;
            if (channels.Contains(channel))
                item.Refuse($"{item.Value.Shown()} a second time", "each channel once");
            channels.Add(channel);
        }

        return channels;
    }

    public static Dictionary<Channel, Template> Templates(Section section, List<Channel>? channels)
    {
        var templates = new Dictionary<Channel, Template>();
        foreach (var (word, channel) in Channels)
        {
            var given = section.Find(word);
            if (given is null && channels?.Contains(channel) == true)
                section.Refuse($"no {word}", $"what it says by {word}, since channels has it");
            if (given is not null && channels?.Contains(channel) == false)
                given.Refuse($"{word}, which is not in channels", "only what can be sent; add it to channels or take it out");
            if (given is not null && TemplateSection.Read(given, channel) is { } template)
                templates.Add(channel, template);
        }

        return templates;
    }
}
