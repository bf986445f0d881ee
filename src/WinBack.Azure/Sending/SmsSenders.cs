using PhoneNumbers;

namespace WinBack.Azure.Sending;

/// <summary>Chooses the sender of a text message by the country of the number it goes to.</summary>
internal sealed class SmsSenders(SmsOptions options)
{
    private readonly Dictionary<string, string> _byCountry = new(options.Senders, StringComparer.OrdinalIgnoreCase);
    private readonly PhoneNumberUtil _numbers = PhoneNumberUtil.GetInstance();

    /// <summary>The sender for a number.</summary>
    /// <param name="number">E.164.</param>
    /// <returns>Null when there is none for its country.</returns>
    /// <exception cref="NumberParseException">It is no phone number.</exception>
    public string? For(string number)
    {
        var country = _numbers.GetRegionCodeForNumber(_numbers.Parse(number, defaultRegion: null));
        return country is not null && _byCountry.TryGetValue(country, out var sender) ? sender : options.DefaultSender;
    }
}
