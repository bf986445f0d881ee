using System.Runtime.CompilerServices;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>What one user has in the field that a condition reads.</summary>
/// <param name="Value">The value; null when there is none.</param>
/// <param name="IsLanguage">Compare as language tags: <c>de</c> also stands for <c>de-AT</c>.</param>
internal readonly record struct FieldReading(FieldValue? Value, bool IsLanguage)
{
    // By reference: paths are read once per loaded campaign, and go when it goes.
    private static readonly ConditionalWeakTable<Condition.Field, FieldPath> Paths = [];

    /// <summary>Reads the field.</summary>
    /// <exception cref="ArgumentException">The path names no field; a campaign file with such a path is refused.</exception>
    public static FieldReading Of(Condition.Field field, User user, DateTimeOffset now)
    {
        var path = Paths.GetValue(field, static field => FieldPath.Parse(field.Path)
            ?? throw new ArgumentException($"There is no field {field.Path}.", nameof(field)));
        return new(Read(path, field.Purpose, user, now), path.Kind == FieldKind.Locale);
    }

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
            default:
                for (var i = 0; i < field.Values.Count; i++)
                {
                    if (AreEqual(value, field.Values[i]))
                        return true;
                }

                return false;
        }
    }

    /// <summary>What kind of value stands in the way, without the value.</summary>
    public string Class(Condition.Field field)
    {
        var wanted = field.Values.Count > 0 ? field.Values[0] : default;
        return this switch
        {
            { Value: null } => "no value",
            _ when field.Comparison == Comparison.Absent => "has a value",
            { Value.Number: not null } when wanted.Number is null => "a number",
            { Value.Number: not null } when field.Comparison == Comparison.AtLeast => "a lower number",
            { Value.Number: not null } when field.Comparison == Comparison.AtMost => "a higher number",
            { Value.Number: not null } => "another number",
            { Value.Flag: not null } when wanted.Flag is null => "true or false",
            { Value.Flag: not null } => "the opposite",
            _ => wanted.Text is null ? "text" : "other text",
        };
    }

    private bool AreEqual(FieldValue value, FieldValue wanted)
    {
        if (value.Text is not { } text || wanted.Text is not { } other)
            return value.Text is null && wanted.Text is null && value.Number == wanted.Number && value.Flag == wanted.Flag;
        return text.Equals(other, StringComparison.OrdinalIgnoreCase)
            || (IsLanguage && text.Length > other.Length && text[other.Length] is '-' or '_' && text.StartsWith(other, StringComparison.OrdinalIgnoreCase));
    }

    private static FieldValue? Read(FieldPath path, string purpose, User user, DateTimeOffset now)
    {
        var profile = user.Profile;
        return path.Kind switch
        {
            FieldKind.Country => Text(profile.Country),
            FieldKind.Locale => Text(profile.Locale),
            FieldKind.TimeZone => Text(profile.TimeZone),
            FieldKind.Name => Text(profile.Name),
            FieldKind.Email => Text(profile.Email),
            FieldKind.Phone => Text(profile.Phone),
            FieldKind.Push => HasInstallation(profile) ? FieldValue.Of(true) : null,
            FieldKind.ReachPush => FieldValue.Of(profile.Agrees(Channel.Push, purpose) && HasInstallation(profile)),
            FieldKind.ReachSms => FieldValue.Of(profile.Agrees(Channel.Sms, purpose) && Text(profile.Phone) is not null),
            FieldKind.ReachEmail => FieldValue.Of(profile.Agrees(Channel.Email, purpose) && Text(profile.Email) is not null),
            FieldKind.ReachWebhook => FieldValue.Of(profile.Agrees(Channel.Webhook, purpose)),
            FieldKind.Attribute => profile.Attributes.TryGetValue(path.Name, out var attribute) ? attribute.Value : null,
            FieldKind.ActivityCount => FieldValue.Of(Activity(user, path)?.Count ?? 0),
            FieldKind.ActivityValue => FieldValue.Of(Activity(user, path)?.Value ?? 0),
            FieldKind.DaysSinceFirst => Days(Activity(user, path)?.First, now),
            FieldKind.DaysSinceLast => Days(Activity(user, path)?.Last, now),
            _ => throw new InvalidOperationException($"A new field, {path.Kind}, must be added here."),
        };
    }

    private static ActivityCount? Activity(User user, FieldPath path) => user.Activity.ByType.GetValueOrDefault(path.Name);

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
}
