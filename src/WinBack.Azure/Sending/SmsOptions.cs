using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace WinBack.Azure.Sending;

/// <summary>Who text messages come from, settings <c>Sms</c>.</summary>
public sealed partial class SmsOptions : IValidatableObject
{
    /// <summary>Gets or sets the sender for countries that have none of their own.</summary>
    /// <value>Default none: nothing is sent to other countries than those of <see cref="Senders"/>. A number in E.164, a short code, or up to 11 letters and digits.</value>
    public string? DefaultSender { get; set; }

    /// <summary>Gets or sets senders by the country of the recipient's number.</summary>
    /// <value>Default empty. Keys are ISO 3166-1 alpha-2: <c>Sms:Senders:DE</c>.</value>
    public IDictionary<string, string> Senders { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DefaultSender is null && Senders.Count == 0)
            yield return new("Sms:DefaultSender is missing, and there is no Sms:Senders:<country> either.", [nameof(DefaultSender)]);
        if (DefaultSender is { } sender && !IsSender(sender))
            yield return new($"Sms:DefaultSender {Allowed}", [nameof(DefaultSender)]);
        foreach (var (country, own) in Senders)
        {
            if (!PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(country.ToUpperInvariant()))
                yield return new($"Sms:Senders:{country} is no country: use ISO 3166-1 alpha-2, such as DE.", [nameof(Senders)]);
            if (!IsSender(own))
                yield return new($"Sms:Senders:{country} {Allowed}", [nameof(Senders)]);
        }
    }

    private const string Allowed = "must be a number in E.164 (+4915123456789), a short code of 3 to 8 digits, or 1 to 11 letters, digits and blanks with a letter.";

    private static bool IsSender(string sender) => Sender().IsMatch(sender);

    [GeneratedRegex(@"\A(\+[1-9][0-9]{6,14}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ]{0,10})\z")]
    private static partial Regex Sender();
}
