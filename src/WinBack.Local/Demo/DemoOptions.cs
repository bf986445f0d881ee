using WinBack.Local.App;

namespace WinBack.Local.Demo;

/// <summary>How large the demo is.</summary>
/// <param name="Data">Where it is kept; what an earlier demo left there is deleted.</param>
/// <param name="Users">Customers of the shop.</param>
/// <param name="Days">Days that the campaign runs.</param>
/// <param name="Seed">The same seed gives the same demo, byte for byte.</param>
internal sealed record DemoOptions(DataDirectory Data, int Users, int Days, long Seed)
{
    /// <summary>Midnight on which the campaign is published.</summary>
    public DateTimeOffset Start { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The shop is this much older than the campaign.</summary>
    public TimeSpan History { get; } = TimeSpan.FromDays(300);

    public DateTimeOffset End => Start.AddDays(Days);
}
