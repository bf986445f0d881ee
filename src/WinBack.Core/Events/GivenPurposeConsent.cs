namespace WinBack.Core.Events;

/// <summary>Consent given or withdrawn for one purpose by name; see <see cref="ProfileUpdate.Consents"/> for one that names none.</summary>
/// <param name="Channel">Channel name: <c>push</c>, <c>sms</c>, <c>email</c>.</param>
/// <param name="Purpose">As <see cref="ConsentPurpose.IsOne"/> allows, the default one included.</param>
/// <param name="Consent">What was said.</param>
public sealed record GivenPurposeConsent(string Channel, string Purpose, GivenConsent Consent);
