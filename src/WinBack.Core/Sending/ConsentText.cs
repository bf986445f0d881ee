using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>A consent in words, for the explanation of a decision.</summary>
internal static class ConsentText
{
    /// <summary><c>marketing given 2026-01-01 00:00:00Z by checkout, text v3</c>, or <c>marketing never given</c>.</summary>
    public static string Of(Consent? consent, string purpose) => consent is null
        ? $"{purpose} never given"
        : $"{purpose} {(consent.Given ? "given" : "withdrawn")} {consent.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} by {consent.Source}"
            + (consent.TextVersion is { } text ? $", text {text}" : "");
}
