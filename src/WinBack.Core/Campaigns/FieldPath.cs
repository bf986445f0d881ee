using WinBack.Core.Events;

namespace WinBack.Core.Campaigns;

/// <summary>A field that a condition reads, from its path.</summary>
/// <param name="Kind">Which field.</param>
/// <param name="Name">Name of the attribute, the event type or the campaign; empty for others.</param>
internal sealed record FieldPath(FieldKind Kind, string Name)
{
    private const string AttributePrefix = "attributes.";
    private const string ActivityPrefix = "activity.";
    private const string CampaignPrefix = "campaigns.";
    private const int CampaignLength = 40;

    private static readonly Dictionary<string, FieldKind> Fixed = new(StringComparer.Ordinal)
    {
        ["id"] = FieldKind.Id,
        ["country"] = FieldKind.Country,
        ["locale"] = FieldKind.Locale,
        ["timeZone"] = FieldKind.TimeZone,
        ["name"] = FieldKind.Name,
        ["email"] = FieldKind.Email,
        ["phone"] = FieldKind.Phone,
        ["push"] = FieldKind.Push,
        ["reach.push"] = FieldKind.ReachPush,
        ["reach.sms"] = FieldKind.ReachSms,
        ["reach.email"] = FieldKind.ReachEmail,
        ["reach.webhook"] = FieldKind.ReachWebhook,
        ["stage"] = FieldKind.Stage,
        ["rfm.recency"] = FieldKind.RfmRecency,
        ["rfm.frequency"] = FieldKind.RfmFrequency,
        ["rfm.monetary"] = FieldKind.RfmMonetary,
        ["rfm.segment"] = FieldKind.RfmSegment,
        [AudienceFields.LastRefund] = FieldKind.RefundDays,
        ["contacts.count"] = FieldKind.ContactCount,
        ["contacts.daysSinceLast"] = FieldKind.ContactDays,
    };

    private static readonly Dictionary<string, FieldKind> OfActivity = new(StringComparer.Ordinal)
    {
        ["count"] = FieldKind.ActivityCount,
        ["value"] = FieldKind.ActivityValue,
        ["daysSinceFirst"] = FieldKind.DaysSinceFirst,
        ["daysSinceLast"] = FieldKind.DaysSinceLast,
    };

    private static readonly Dictionary<string, FieldKind> OfCampaign = new(StringComparer.Ordinal)
    {
        ["enrolled"] = FieldKind.CampaignEnrolled,
        ["open"] = FieldKind.CampaignOpen,
        ["returned"] = FieldKind.CampaignReturned,
        ["converted"] = FieldKind.CampaignConverted,
        ["daysSinceEnrolled"] = FieldKind.CampaignDays,
        ["episodes"] = FieldKind.CampaignEpisodes,
        ["returns"] = FieldKind.CampaignReturns,
        ["conversions"] = FieldKind.CampaignConversions,
    };

    /// <summary>Every path there is, with placeholders for names.</summary>
    public static IEnumerable<string> Forms => Fixed.Keys.Append("attributes.<name>")
        .Concat(OfActivity.Keys.Select(key => $"activity.<event type>.{key}"))
        .Concat(OfCampaign.Keys.Select(key => $"campaigns.<campaign id>.{key}"));

    /// <summary>What its values are.</summary>
    public FieldType Type => Kind switch
    {
        FieldKind.Id or FieldKind.Country or FieldKind.Locale or FieldKind.TimeZone => FieldType.Text,
        FieldKind.Name or FieldKind.Email or FieldKind.Phone or FieldKind.Push => FieldType.Presence,
        FieldKind.ReachPush or FieldKind.ReachSms or FieldKind.ReachEmail or FieldKind.ReachWebhook => FieldType.Flag,
        FieldKind.CampaignEnrolled or FieldKind.CampaignOpen or FieldKind.CampaignReturned or FieldKind.CampaignConverted => FieldType.Flag,
        FieldKind.Stage or FieldKind.RfmSegment => FieldType.Word,
        FieldKind.Attribute => FieldType.Any,
        _ => FieldType.Number,
    };

    /// <summary>Whether it can be counted within the latest days.</summary>
    public bool TakesWindow => Kind is FieldKind.ActivityCount or FieldKind.ActivityValue or FieldKind.ContactCount;

    /// <summary>Whether it is one of the scores, or what they add up to.</summary>
    public bool IsRfm => Kind is FieldKind.RfmRecency or FieldKind.RfmFrequency or FieldKind.RfmMonetary or FieldKind.RfmSegment;

    /// <summary>The words it may hold; none for any other type than <see cref="FieldType.Word"/>.</summary>
    public IReadOnlyList<string> Words => Kind switch { FieldKind.Stage => StageRule.Words, FieldKind.RfmSegment => RfmRule.Words, _ => [] };

    /// <summary>Whether it changes by time alone, or by what another campaign does.</summary>
    public bool ReadsTheClock => Kind >= FieldKind.DaysSinceFirst;

    /// <summary>Whether it is a number or word of our own making, which may be shown; what the app or the person gave never is.</summary>
    public bool IsComputed => Kind >= FieldKind.ActivityCount;

    /// <summary>Reads a path; null when there is no such field.</summary>
    public static FieldPath? Parse(string path)
    {
        if (Fixed.TryGetValue(path, out var kind))
            return new(kind, "");
        if (!path.StartsWith(AttributePrefix, StringComparison.Ordinal))
            return Named(path, ActivityPrefix, OfActivity, Reading.TextReading.IsEventType) ?? Named(path, CampaignPrefix, OfCampaign, IsCampaignId);
        var name = path[AttributePrefix.Length..];
        return name.Length is >= 1 and <= EventLimits.AttributeName && !name.Any(char.IsControl) ? new(FieldKind.Attribute, name) : null;
    }

    /// <summary>"; did you mean …?" for a path that is none, or nothing.</summary>
    public static string Hint(string path)
    {
        var end = path.LastIndexOf('.');
        var words = path.StartsWith(ActivityPrefix, StringComparison.Ordinal) && end > ActivityPrefix.Length ? OfActivity.Keys.Select(key => $"{path[..end]}.{key}")
            : path.StartsWith(CampaignPrefix, StringComparison.Ordinal) && end > CampaignPrefix.Length ? OfCampaign.Keys.Select(key => $"{path[..end]}.{key}")
            : Fixed.Keys;
        return Reading.Nearest.Hint(path, words);
    }

    // An event type may hold dots, so the last one is the separator.
    private static FieldPath? Named(string path, string prefix, Dictionary<string, FieldKind> keys, Func<string, bool> isName)
    {
        var end = path.LastIndexOf('.');
        if (!path.StartsWith(prefix, StringComparison.Ordinal) || end <= prefix.Length || !keys.TryGetValue(path[(end + 1)..], out var kind))
            return null;
        var name = path[prefix.Length..end];
        return isName(name) ? new(kind, name) : null;
    }

    private static bool IsCampaignId(string name) =>
        name.Length <= CampaignLength && name.All(each => each is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
