using System.Globalization;
using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>Makes the event by which a person's row learns of a consent that came by another way than the app's events.</summary>
public static class ConsentEvent
{
    /// <summary>The event: it counts as no activity and changes this one consent.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="channel">On which channel.</param>
    /// <param name="consent">What was said, when, and where.</param>
    /// <param name="purpose">About which purpose; null for "yes" to the default one, "no" to every one.</param>
    /// <returns>Its id, such as <c>consent.email.no.20261127T090000000…Z</c>, is the same for the same consent.</returns>
    public static IncomingEvent Of(string userId, Channel channel, Consent consent, string? purpose = null)
    {
        var name = AttemptKey.Name(channel);
        var said = new GivenConsent(consent.Given, consent.At, consent.Source, consent.TextVersion);
        var at = consent.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff'Z'", CultureInfo.InvariantCulture);
        return new()
        {
            Id = $"consent.{name}.{(purpose is null ? "" : purpose + ".")}{(consent.Given ? "yes" : "no")}.{at}",
            UserId = userId,
            Type = IncomingEvent.ProfileType,
            At = consent.At,
            Profile = purpose is null
                ? new() { Consents = new Dictionary<string, GivenConsent>(StringComparer.Ordinal) { [name] = said } }
                : new() { PurposeConsents = [new(name, purpose, said)] },
        };
    }
}
