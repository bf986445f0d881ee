using WinBack.Core.Events;

namespace WinBack.Azure.Sending;

/// <summary>Chooses the sender of a text message by the country of the number it goes to.</summary>
internal sealed class SmsSenders(SmsOptions options)
{
    private readonly Dictionary<string, string> _byCountry = new(options.Senders, StringComparer.OrdinalIgnoreCase);

    /// <summary>The sender for a number.</summary>
    /// <param name="number">E.164.</param>
    /// <returns>Null when there is none for its country.</returns>
    public string? For(string number) =>
        PhoneNumber.Country(number) is { } country && _byCountry.TryGetValue(country, out var sender) ? sender : options.DefaultSender;
}
