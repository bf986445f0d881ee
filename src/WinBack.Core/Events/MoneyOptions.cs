using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace WinBack.Core.Events;

/// <summary>
/// The currency that revenue and costs are counted in, and what others are worth in it. A value is converted when it is counted, so a rate that is changed holds
/// for what comes from then on.
/// </summary>
public sealed class MoneyOptions : IValidatableObject
{
    /// <summary>The highest rate.</summary>
    public const decimal MostRate = 1_000_000;

    /// <summary>Gets or sets the currency of reports: of revenue, of costs and of the prices of messages.</summary>
    /// <value>Default EUR. An ISO 4217 code.</value>
    public string Currency { get; set; } = "EUR";

    /// <summary>Gets the rates by ISO 4217 code: what one unit is worth in <see cref="Currency"/>.</summary>
    /// <value>None unless set; each above 0, to 1,000,000.</value>
    public IDictionary<string, decimal> Rates { get; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

    /// <summary>Whether a currency can be counted; null stands for <see cref="Currency"/>.</summary>
    public bool Knows(string? currency) => currency is null || currency == Currency || Rates.ContainsKey(currency);

    /// <summary>What is wrong with a value in this currency; null for nothing.</summary>
    public FormFault? Fault(string? currency) => Knows(currency) ? null : new(
        $"The value is in {currency}, and no rate says what that is worth in {Currency}.",
        $"{string.Join(", ", Rates.Keys.Order(StringComparer.Ordinal).Prepend(Currency))}; with the setting Money__Rates__{currency}, what one {currency} is worth in {Currency}, {currency} as well.");

    /// <summary>
    /// A sum in another currency, to its minor unit: half of one is rounded away from zero, so that a refund of all takes back what was counted. A sum in the
    /// same currency stays as it is.
    /// </summary>
    /// <param name="amount">The sum; below zero for a refund.</param>
    /// <param name="from">Its currency; null for <see cref="Currency"/>.</param>
    /// <param name="to">The other; null for <see cref="Currency"/>.</param>
    /// <returns>Null where there is no rate.</returns>
    public decimal? Convert(decimal amount, string? from, string? to = null)
    {
        var (source, target) = (from ?? Currency, to ?? Currency);
        if (source == target)
            return amount;
        return Rate(source) is { } per && Rate(target) is { } by ? decimal.Round(amount * per / by, Currencies.Decimals(target), MidpointRounding.AwayFromZero) : null;
    }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Currencies.IsKnown(Currency))
            yield return new($"Money:Currency is {Currency}: use an ISO 4217 code in capitals, such as EUR.", [nameof(Currency)]);
        foreach (var (code, rate) in Rates)
        {
            if (!Currencies.IsKnown(code) || code == Currency)
                yield return new($"Money:Rates:{code} is for no other currency: use an ISO 4217 code in capitals, such as USD, and not {Currency} itself.", [nameof(Rates)]);
            if (rate is <= 0 or > MostRate)
                yield return new(string.Create(CultureInfo.InvariantCulture, $"Money:Rates:{code} is {rate}: use what one {code} is worth in {Currency}, above 0 and up to {MostRate}."), [nameof(Rates)]);
        }
    }

    private decimal? Rate(string currency) => currency == Currency ? 1 : Rates.TryGetValue(currency, out var rate) ? rate : null;
}
