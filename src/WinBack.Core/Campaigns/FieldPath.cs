using WinBack.Core.Events;

namespace WinBack.Core.Campaigns;

/// <summary>A field that a condition reads, from its path.</summary>
/// <param name="Kind">Which field.</param>
/// <param name="Name">Name of the attribute or event type; empty for others.</param>
internal sealed record FieldPath(FieldKind Kind, string Name)
{
    private const string AttributePrefix = "attributes.";
    private const string ActivityPrefix = "activity.";

    private static readonly Dictionary<string, FieldKind> Fixed = new(StringComparer.Ordinal)
    {
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
    };

    private static readonly Dictionary<string, FieldKind> OfActivity = new(StringComparer.Ordinal)
    {
        ["count"] = FieldKind.ActivityCount,
        ["value"] = FieldKind.ActivityValue,
        ["daysSinceFirst"] = FieldKind.DaysSinceFirst,
        ["daysSinceLast"] = FieldKind.DaysSinceLast,
    };

    /// <summary>Every path there is, with placeholders for names.</summary>
    public static IEnumerable<string> Forms => Fixed.Keys.Append("attributes.<name>").Concat(OfActivity.Keys.Select(key => $"activity.<event type>.{key}"));

    /// <summary>What its values are.</summary>
    public FieldType Type => Kind switch
    {
        FieldKind.Country or FieldKind.Locale or FieldKind.TimeZone => FieldType.Text,
        FieldKind.Name or FieldKind.Email or FieldKind.Phone or FieldKind.Push => FieldType.Presence,
        FieldKind.ReachPush or FieldKind.ReachSms or FieldKind.ReachEmail or FieldKind.ReachWebhook => FieldType.Flag,
        FieldKind.Attribute => FieldType.Any,
        _ => FieldType.Number,
    };

    /// <summary>Reads a path; null when there is no such field.</summary>
    public static FieldPath? Parse(string path)
    {
        if (Fixed.TryGetValue(path, out var kind))
            return new(kind, "");
        if (path.StartsWith(AttributePrefix, StringComparison.Ordinal))
        {
            var name = path[AttributePrefix.Length..];
            return name.Length is >= 1 and <= EventLimits.AttributeName && !name.Any(char.IsControl) ? new(FieldKind.Attribute, name) : null;
        }

        // An event type may hold dots, so the last one is the separator.
        var end = path.LastIndexOf('.');
        if (!path.StartsWith(ActivityPrefix, StringComparison.Ordinal) || end <= ActivityPrefix.Length || !OfActivity.TryGetValue(path[(end + 1)..], out kind))
            return null;
        var type = path[ActivityPrefix.Length..end];
        return Reading.TextReading.IsEventType(type) ? new(kind, type) : null;
    }

    /// <summary>"; did you mean …?" for a path that is none, or nothing.</summary>
    public static string Hint(string path)
    {
        var end = path.LastIndexOf('.');
        var asActivity = path.StartsWith(ActivityPrefix, StringComparison.Ordinal) && end > ActivityPrefix.Length;
        var words = asActivity ? OfActivity.Keys.Select(key => $"{path[..end]}.{key}") : Fixed.Keys;
        return Reading.Nearest.Hint(path, words);
    }
}

/// <summary>Fields of a user that a condition can read.</summary>
internal enum FieldKind
{
    Country,
    Locale,
    TimeZone,
    Name,
    Email,
    Phone,
    Push,
    ReachPush,
    ReachSms,
    ReachEmail,
    ReachWebhook,
    Attribute,
    ActivityCount,
    ActivityValue,
    DaysSinceFirst,
    DaysSinceLast,
}

/// <summary>What the values of a field are.</summary>
internal enum FieldType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Text, number, true or false.</summary>
    Any,

    /// <summary>Not compared; only there or not.</summary>
    Presence,
}
