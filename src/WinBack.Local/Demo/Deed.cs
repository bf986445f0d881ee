namespace WinBack.Local.Demo;

/// <summary>Something a shopper does, as the shop posts it.</summary>
/// <param name="Type">Event type.</param>
/// <param name="At">When it happens.</param>
internal sealed record Deed(string Type, DateTimeOffset At)
{
    public const string Purchase = "purchase";
    public const string Cart = "cart_updated";
    public const string Started = "subscription_started";
    public const string Cancelled = "subscription_cancelled";
    public const string PaymentFailed = "payment_failed";
    public const string PaymentSucceeded = "payment_succeeded";

    /// <summary>In EUR.</summary>
    public decimal? Value { get; init; }

    /// <summary>What was bought, or lies in the cart.</summary>
    public string? Item { get; init; }

    /// <summary>Code of an offer that was used.</summary>
    public string? Code { get; init; }

    /// <summary>Why a subscription ended, or had ended when it begins again; <see cref="Unpaid"/> is the shop's own doing and does not happen to who has paid after all.</summary>
    public string? Reason { get; init; }

    public const string Unpaid = "payment";
}
