using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What an offer is worth, in words that need no language: for findings, and for a currency that no locale knows.</summary>
internal static class OfferText
{
    /// <summary><c>10%</c>, <c>5.50 EUR</c></summary>
    public static string Of(OfferValue value) => value.Percent is { } percent
        ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.##}%")
        : string.Create(CultureInfo.InvariantCulture, $"{(value.Amount == decimal.Truncate(value.Amount!.Value) ? $"{value.Amount:0}" : $"{value.Amount:0.00}")} {value.Currency}");
}
