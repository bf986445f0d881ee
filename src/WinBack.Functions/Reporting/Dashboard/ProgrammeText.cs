using System.Globalization;
using WinBack.Core.Reporting;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What to conclude of all campaigns together, by an interval that holds for one look.</summary>
internal static class ProgrammeText
{
    /// <summary>One sentence.</summary>
    public static string Of(ProgrammeLift programme) => programme.Return.Absolute?.Interval switch
    {
        null => "Too early to tell: too few of those whom no campaign contacts have an outcome yet.",
        { Low: > 0 } good => Text($"By this look alone, {Points(good.Low)} to {Points(good.High)} more of every 100 people came back because of all campaigns together."),
        { High: < 0 } bad => Text($"By this look alone, {Points(bad.High)} to {Points(bad.Low)} fewer of every 100 people came back, with all campaigns together."),
        { } open => Text($"Not certain yet: of every 100 people, anything from {Points(open.Low)} fewer to {Points(open.High)} more came back because of all campaigns together. It takes more people whom no campaign contacts, or more time, to tell."),
    };

    private static string Points(double share) => Text($"{100 * Math.Abs(share):0.0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
