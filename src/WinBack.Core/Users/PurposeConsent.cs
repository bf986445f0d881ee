namespace WinBack.Core.Users;

/// <summary>What a person said about being contacted on a channel for one purpose by name.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Said">What they said of it.</param>
public sealed record PurposeConsent(Channel Channel, string Purpose, Consent Said);
