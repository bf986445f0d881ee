using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>What one user has in the field that a condition reads.</summary>
/// <param name="Value">The value; null when there is none.</param>
/// <param name="IsLanguage">Compare as language tags: <c>de</c> also stands for <c>de-AT</c>.</param>
internal readonly record struct FieldReading(FieldValue? Value, bool IsLanguage)
{
    // A longer list is looked up rather than walked: an exclusion list may name hundreds, and is asked for every campaign.
    private const int LongList = 8;

    // By reference: made once per loaded campaign, and gone when it goes.
    private static readonly ConditionalWeakTable<Condition.Field, Prepared> Known = [];

    private static readonly StageRule Usual = new();

    /// <summary>Reads the field.</summary>
    /// <exception cref="ArgumentException">The path names no field; a campaign file with such a path is refused.</exception>
    public static FieldReading Of(Condition.Field field, User user, DateTimeOffset now)
    {
        var (path, texts) = Known.GetValue(field, Prepare);
        return new(Read(field, path, user, now), path.Kind == FieldKind.Locale) { IsExact = path.Kind == FieldKind.Id, IsComputed = path.IsComputed, Texts = texts };
    }

    /// <summary>Compare text as it is, upper and lower case apart.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether <see cref="Value"/> is a number or word of our own making, which may be shown.</summary>
    public bool IsComputed { get; init; }

    /// <summary>The values compared with, where all are text and there are many; else null.</summary>
    private FrozenSet<string>? Texts { get; init; }

    /// <summary>Whether the comparison holds. Without a value only <see cref="Comparison.Absent"/> does; values of different types are never equal.</summary>
    public bool Holds(Condition.Field field)
    {
        if (Value is not { } value)
            return field.Comparison == Comparison.Absent;
        switch (field.Comparison)
        {
            case Comparison.Absent:
                return false;
            case Comparison.Present:
                return true;
            case Comparison.AtLeast:
                return value.Number >= field.Values[0].Number;
            case Comparison.AtMost:
                return value.Number <= field.Values[0].Number;
            case Comparison.MoreThan:
                return value.Number > field.Values[0].Number;
            case Comparison.LessThan:
                return value.Number < field.Values[0].Number;
            case Comparison.Before:
                return DayText.Of(value.Text) < DayText.Of(field.Values[0].Text);
            case Comparison.After:
                return DayText.Of(value.Text) > DayText.Of(field.Values[0].Text);
            case Comparison.Contains:
                return value.Text?.Contains(field.Values[0].Text!, StringComparison.OrdinalIgnoreCase) == true;
            case Comparison.StartsWith:
                return value.Text?.StartsWith(field.Values[0].Text!, StringComparison.OrdinalIgnoreCase) == true;
            case Comparison.In when Texts is not null:
                return value.Text is { } text && Texts.Contains(text);
            default:
                for (var i = 0; i < field.Values.Count; i++)
                {
                    if (AreEqual(value, field.Values[i]))
                        return true;
                }

                return false;
        }
    }

    /// <summary>What kind of value stands in the way: a number or word of our own making itself, of anything else only the kind.</summary>
    public string Class(Condition.Field field)
    {
        var wanted = field.Values.Count > 0 ? field.Values[0] : default;
        return this switch
        {
            { Value: null } => "no value",
            _ when field.Comparison == Comparison.Absent => "has a value",
            { IsComputed: true, Value: { Flag: null } own } => own.ToString(),
            { Value.Number: not null } when wanted.Number is null => "a number",
            { Value.Number: not null } when field.Comparison is Comparison.AtLeast or Comparison.MoreThan => "a lower number",
            { Value.Number: not null } when field.Comparison is Comparison.AtMost or Comparison.LessThan => "a higher number",
            { Value.Number: not null } => "another number",
            { Value.Flag: not null } when wanted.Flag is null => "true or false",
            { Value.Flag: not null } => "the opposite",
            _ when field.Comparison is Comparison.Before or Comparison.After => DayText.Of(Value.Value.Text) is null ? "no date" : "another day",
            _ => wanted.Text is null ? "text" : "other text",
        };
    }

    private static Prepared Prepare(Condition.Field field)
    {
        var path = FieldPath.Parse(field.Path) ?? throw new ArgumentException($"There is no field {field.Path}.", nameof(field));
        var isSet = field.Values.Count > LongList && path.Kind != FieldKind.Locale && field.Values.All(value => value.Text is not null);
        var comparer = path.Kind == FieldKind.Id ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        return new(path, isSet ? field.Values.Select(value => value.Text!).ToFrozenSet(comparer) : null);
    }

    private bool AreEqual(FieldValue value, FieldValue wanted)
    {
        if (value.Text is not { } text || wanted.Text is not { } other)
            return value.Text is null && wanted.Text is null && value.Number == wanted.Number && value.Flag == wanted.Flag;
        return text.Equals(other, IsExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            || (IsLanguage && text.Length > other.Length && text[other.Length] is '-' or '_' && text.StartsWith(other, StringComparison.OrdinalIgnoreCase));
    }

    private static FieldValue? Read(Condition.Field field, FieldPath path, User user, DateTimeOffset now)
    {
        var profile = user.Profile;
        return path.Kind switch
        {
            FieldKind.Id => FieldValue.Of(user.Id),
            FieldKind.Country => Text(profile.Country),
            FieldKind.Locale => Text(profile.Locale),
            FieldKind.TimeZone => Text(profile.TimeZone),
            FieldKind.Name => Text(profile.Name),
            FieldKind.Email => Text(profile.Email),
            FieldKind.Phone => Text(profile.Phone),
            FieldKind.Push => HasInstallation(profile) ? FieldValue.Of(true) : null,
            FieldKind.ReachPush => FieldValue.Of(profile.Agrees(Channel.Push, field.Purpose) && HasInstallation(profile)),
            FieldKind.ReachSms => FieldValue.Of(profile.Agrees(Channel.Sms, field.Purpose) && Text(profile.Phone) is not null),
            FieldKind.ReachEmail => FieldValue.Of(profile.Agrees(Channel.Email, field.Purpose) && Text(profile.Email) is not null),
            FieldKind.ReachWebhook => FieldValue.Of(profile.Agrees(Channel.Webhook, field.Purpose)),
            FieldKind.Attribute => profile.Attributes.TryGetValue(path.Name, out var attribute) ? attribute.Value : null,
            FieldKind.ActivityCount or FieldKind.ActivityValue when field.Within is { } days => Recent(Activity(user, path), path.Kind, days, now),
            FieldKind.ActivityCount => FieldValue.Of(Activity(user, path)?.Count ?? 0),
            FieldKind.ActivityValue => FieldValue.Of(Activity(user, path)?.Value ?? 0),
            FieldKind.DaysSinceFirst => Days(Activity(user, path)?.First, now),
            FieldKind.DaysSinceLast => Days(Activity(user, path)?.Last, now),
            FieldKind.RefundDays => Days(user.Activity.LastRefund, now),
            FieldKind.Stage => (field.Stages ?? Usual).Of(user, now) is { } stage ? FieldValue.Of(stage) : null,
            _ when path.IsRfm => field.Rfm?.Of(user, now) is { } scores ? Score(path.Kind, scores) : null,
            FieldKind.ContactCount => FieldValue.Of((decimal)Contacts(user, field.Within ?? RecentSums.LongestWindow, now)),
            FieldKind.ContactDays => Days(user.Contacts is { Count: > 0 } contacts ? contacts[^1].At : null, now),
            _ => EarlierCampaign.Read(path.Kind, path.Name, user, now),
        };
    }

    private static ActivityCount? Activity(User user, FieldPath path) => user.Activity.ByType.GetValueOrDefault(path.Name);

    // Without sums in the row nobody knows, which is not the same as never.
    private static FieldValue? Recent(ActivityCount? activity, FieldKind kind, int days, DateTimeOffset now)
    {
        if (activity is null)
            return FieldValue.Of(0m);
        if (activity.Recent.IsEmpty && activity.Count > 0)
            return null;
        var (count, value) = activity.Recent.Within(days, now);
        return FieldValue.Of(kind == FieldKind.ActivityCount ? count : value);
    }

    private static FieldValue Score(FieldKind kind, (int Recency, int Frequency, int Monetary) scores) => kind switch
    {
        FieldKind.RfmRecency => FieldValue.Of((decimal)scores.Recency),
        FieldKind.RfmFrequency => FieldValue.Of((decimal)scores.Frequency),
        FieldKind.RfmMonetary => FieldValue.Of((decimal)scores.Monetary),
        _ => FieldValue.Of(RfmRule.Segment(scores.Recency, scores.Frequency)),
    };

    private static int Contacts(User user, int days, DateTimeOffset now)
    {
        var first = ActiveDays.DayOf(now) - days + 1;
        var count = 0;
        for (var i = 0; i < user.Contacts.Count; i++)
            count += ActiveDays.DayOf(user.Contacts[i].At) >= first ? 1 : 0;
        return count;
    }

    private static FieldValue? Text(Stamped<string>? field) => field?.Value is { Length: > 0 } text ? FieldValue.Of(text) : null;

    // Whole days of 24 hours; an event a little in the future counts as today.
    private static FieldValue? Days(DateTimeOffset? at, DateTimeOffset now) =>
        at is { } instant ? FieldValue.Of(Math.Max(0, (now - instant).Days)) : null;

    private static bool HasInstallation(Profile profile)
    {
        for (var i = 0; i < profile.Installations.Count; i++)
        {
            if (profile.Installations[i].Token is not null)
                return true;
        }

        return false;
    }

    private sealed record Prepared(FieldPath Path, FrozenSet<string>? Texts);
}
