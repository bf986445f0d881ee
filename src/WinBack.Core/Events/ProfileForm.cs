using System.Text;
using System.Text.RegularExpressions;

namespace WinBack.Core.Events;

/// <summary>The form of profile fields, whether they come by request or from a file. Each check gives what is wrong, or null.</summary>
public static partial class ProfileForm
{
    /// <summary>Fields that hold text, by the names under which they are given.</summary>
    public static IReadOnlyList<string> TextFields { get; } = ["name", "email", "phone", "timeZone", "locale", "country", "preferredChannel"];

    /// <summary>The value of a field in <see cref="TextFields"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public static FormFault? Text(string field, string text)
    {
        var (form, allowed) = field switch
        {
            "name" => (Name(), $"1 to {EventLimits.ProfileText} characters, one of them seen, and none that ends a line, controls or turns the direction of the text"),
            "email" => (Email(), "an address such as anna@example.com"),
            "phone" => (Phone(), "a number with its country code, such as +4915112345678"),
            "timeZone" => (Zone(), "an IANA time zone, such as Europe/Berlin"),
            "locale" => (Locale(), "a language tag, such as de-AT"),
            "country" => (Country(), "two capital letters by ISO 3166-1"),
            "preferredChannel" => (ChannelName(), "push, sms or email"),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field."),
        };
        return text.Length <= EventLimits.ProfileText && form.IsMatch(text) && (field != "timeZone" || IsKnownZone(text))
            && (field != "phone" || PhoneNumber.Normalized(text) == text)
            ? null
            : new("The value is not of the form expected.", allowed);
    }

    /// <summary>The name of an attribute.</summary>
    public static FormFault? AttributeName(string name) => AttributeNameForm().IsMatch(name)
        ? null
        : new("The name of an attribute is not of the form expected.", $"1 to {EventLimits.AttributeName} letters, digits and _ -");

    /// <summary>An attribute's value that is text.</summary>
    public static FormFault? AttributeText(string text) => Encoding.UTF8.GetByteCount(text) <= EventLimits.AttributeBytes
        ? null
        : new("The value is not of the form expected.", $"Text of at most {EventLimits.AttributeBytes} bytes, a number, true, false or null.");

    private static bool IsKnownZone(string id) => NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    // People use emoji, and scripts such as Persian need joiners, so not all of \p{C} is refused. Something must be seen.
    [GeneratedRegex(@"^(?=.*[^\p{Cc}\p{Cf}\p{Z}])[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]{1,254}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[^\s@<>""',;:\\()\[\]\p{C}]+@[A-Za-z0-9\p{L}]([A-Za-z0-9\p{L}-]*\.)+[A-Za-z\p{L}]{2,}\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+/-]{1,63}\z")]
    private static partial Regex Zone();

    [GeneratedRegex(@"^[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8}){0,3}\z")]
    private static partial Regex Locale();

    [GeneratedRegex(@"^(push|sms|email)\z")]
    private static partial Regex ChannelName();

    [GeneratedRegex(@"^[A-Z]{2}\z")]
    private static partial Regex Country();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,100}\z")]
    private static partial Regex AttributeNameForm();
}
