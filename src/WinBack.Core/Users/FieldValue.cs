using System.Globalization;

namespace WinBack.Core.Users;

/// <summary>A text, number or truth value of an attribute or of a condition. Exactly one of the three is set.</summary>
public readonly record struct FieldValue
{
    /// <summary>Set when the value is text.</summary>
    public string? Text { get; init; }

    /// <summary>Set when the value is a number.</summary>
    public decimal? Number { get; init; }

    /// <summary>Set when the value is true or false.</summary>
    public bool? Flag { get; init; }

    /// <summary>Makes a text value.</summary>
    public static FieldValue Of(string text) => new() { Text = text };

    /// <summary>Makes a number.</summary>
    public static FieldValue Of(decimal number) => new() { Number = number };

    /// <summary>Makes a truth value.</summary>
    public static FieldValue Of(bool flag) => new() { Flag = flag };

    /// <summary>As a template prints it: invariant culture, <c>true</c> and <c>false</c> in lower case.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Flag switch { true => "true", false => "false", null => "" };
}
