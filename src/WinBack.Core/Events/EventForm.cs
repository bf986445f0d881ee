using System.Buffers;

namespace WinBack.Core.Events;

/// <summary>The form of an event's own fields, whether it comes by request or from a file. Each check gives what is wrong, or null.</summary>
public static class EventForm
{
    private static readonly SearchValues<char> TypeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-");

    /// <summary>An event id or a user id.</summary>
    public static FormFault? Id(string text) => text.Length is >= 1 and <= EventLimits.Id
        ? null
        : new($"The text has {text.Length} characters.", $"1 to {EventLimits.Id} characters.");

    /// <summary>An event type.</summary>
    public static FormFault? Type(string text) => text.Length is >= 1 and <= EventLimits.Type && !text.AsSpan().ContainsAnyExcept(TypeCharacters)
        ? null
        : new("The type has a character or a length that is not allowed.", $"1 to {EventLimits.Type} letters, digits and _ . : -");

    /// <summary>The instant of an event: neither ahead of our clock, which would hide a lapse, nor older than the rules let in.</summary>
    public static FormFault? At(DateTimeOffset at, EventRules rules)
    {
        if (Said(at, rules) is { } ahead)
            return ahead;
        return rules.AllowOld || at >= rules.Now - EventLimits.Retention
            ? null
            : new("The event is too old.", $"At most {EventLimits.Retention.TotalDays:0} days; older history comes in by import.");
    }

    /// <summary>The instant of a field or a consent: however old, but not ahead of our clock.</summary>
    public static FormFault? Said(DateTimeOffset at, EventRules rules) => at <= rules.Now + EventLimits.Ahead
        ? null
        : new("The instant lies in the future.", $"At most {EventLimits.Ahead.TotalMinutes:0} minutes ahead of our clock.");

    /// <summary>A value.</summary>
    public static FormFault? Value(decimal? number) => number is { } value && Math.Abs(value) <= EventLimits.Value
        ? null
        : new("The value is no number within bounds.", $"A number from -{EventLimits.Value} to {EventLimits.Value}.");

    /// <summary>A currency code.</summary>
    public static FormFault? Currency(string? code) => code is { Length: 3 } && !code.AsSpan().ContainsAnyExceptInRange('A', 'Z')
        ? null
        : new("The value is no currency code.", "Three capital letters by ISO 4217, such as EUR.");
}

/// <summary>What is wrong with the form of one field.</summary>
/// <param name="Reason">What was found.</param>
/// <param name="Allowed">What is allowed, with the limit's value.</param>
public sealed record FormFault(string Reason, string Allowed);
