using WinBack.Core.Reporting;
using WinBack.Core.Reporting.Statistics;

namespace WinBack.Benchmarks.Coverage;

/// <summary>What the report of one campaign of one seeded demo says, beside what the demo knows.</summary>
/// <param name="Campaign">Campaign id.</param>
/// <param name="Measured">Lift of the return rate.</param>
/// <param name="People">Whose both lives the demo compared.</param>
/// <param name="TrueLift">By how much the campaign raised the return rate of these people.</param>
/// <param name="Looks">Intervals that hold together, one for each time somebody looked at the report; the first ones may be missing.</param>
/// <param name="IsBalanced">Whether the report takes the arms to be as drawn.</param>
internal sealed record DemoReading(string Campaign, RateLift Measured, long People, double TrueLift, IReadOnlyList<Interval> Looks, bool IsBalanced);
