using WinBack.Local.App;

namespace WinBack.Local.Demo;

/// <summary>How large the demo is.</summary>
/// <param name="Data">Where it is kept; what an earlier demo left there is deleted.</param>
/// <param name="Users">Customers of the shop.</param>
/// <param name="Days">Days that the campaigns run.</param>
/// <param name="Seed">The same seed gives the same demo, byte for byte.</param>
internal sealed record DemoOptions(DataDirectory Data, int Users, int Days, long Seed)
{
    /// <summary>The sample campaigns that a shop can run together: names of files in <c>campaigns/</c>. The first is the one told in full.</summary>
    public static readonly IReadOnlyList<string> Samples =
        ["replenishment", "best-customers", "second-order", "abandoned-cart", "failed-payment", "cancelled-subscription"];

    /// <summary>Which of <see cref="Samples"/> run.</summary>
    public IReadOnlyList<string> Campaigns { get; init; } = Samples;

    /// <summary>How many days pass on average between two carts that a shopper fills: fewer let more campaigns meet in one person.</summary>
    public double DaysBetweenCarts { get; init; } = 240;

    /// <summary>Share of the customers whom no campaign contacts, 0 to 0.5: against them the programme, all campaigns together, is measured.</summary>
    public double GlobalHoldout { get; init; }

    /// <summary>Whether messages do anything to their readers. Without, every true effect is zero, and a report that claims one is wrong.</summary>
    public bool MessagesMove { get; init; } = true;

    /// <summary>What the shoppers' ids begin with. Arms are drawn by id, so that under the same ids every seed holds out the same shoppers.</summary>
    public string IdPrefix { get; init; } = "shopper";

    /// <summary>Midnight on which the campaigns are published.</summary>
    public DateTimeOffset Start { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The shop is this much older than the campaigns.</summary>
    public TimeSpan History { get; } = TimeSpan.FromDays(300);

    public DateTimeOffset End => Start.AddDays(Days);

    /// <summary>Where a sample lies.</summary>
    public static string FileOf(string sample) => Path.Combine(AppContext.BaseDirectory, "campaigns", sample + ".yaml");
}
