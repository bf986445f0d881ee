using WinBack.Core.Reporting.Statistics;

namespace WinBack.Core.Reporting;

/// <summary>A measured number for those who look again and again, with an interval that holds at every look.</summary>
/// <param name="Value">Point estimate, in the unit of what is measured; of rates a fraction of persons.</param>
/// <param name="Interval">One of a confidence sequence: all of them together contain the truth as often as the report's level says.</param>
/// <param name="PValue">Of "no effect", 0 to 1: a campaign without effect ever gets one as small, at any look, with no larger chance.</param>
public sealed record AlwaysValidEstimate(double Value, Interval Interval, double PValue)
{
    /// <summary>People that each arm must have before there is one.</summary>
    public const long FewestPeople = ConfidenceSequence.FewestUsers;
}
