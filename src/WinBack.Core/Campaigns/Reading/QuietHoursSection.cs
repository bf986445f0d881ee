namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>quietHours</c>: hours in the person's own zone during which nothing is handed over.</summary>
internal static class QuietHoursSection
{
    public static readonly string[] Keys = ["from", "to", "spread"];

    /// <summary>Time over which what was held is released, unless said.</summary>
    public static readonly TimeSpan Spread = TimeSpan.FromMinutes(30);

    public static QuietHours? Read(YamlField? field)
    {
        if (field?.Section(Keys) is not { } quiet)
            return null;
        var from = quiet.Require("from", "the first quiet minute, such as 21:00")?.TimeOfDay();
        var to = quiet.Require("to", "the first minute that is no longer quiet, such as 08:00")?.TimeOfDay();
        var spread = quiet.Find("spread") is { } given ? given.Length(TimeSpan.Zero, TimeSpan.FromHours(6))?.Approximate : Spread;
        if (from is null || to is null || spread is null)
            return null;
        if (from == to)
        {
            quiet.Find("to")!.Refuse($"the same time as from", "another time; leave quietHours out for none");
            return null;
        }

        var open = from.Value - to.Value;              // wraps around midnight by itself
        if (spread > open)
            quiet.Refuse($"a spread of {Threshold.Elapsed(spread.Value)}", $"at most the {Threshold.Elapsed(open)} that are not quiet");
        return new(from.Value, to.Value, spread.Value);
    }
}
