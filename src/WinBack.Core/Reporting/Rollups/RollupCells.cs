using System.Globalization;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Rollups;

/// <summary>Adds enrolments to the cells of a rollup that they belong to.</summary>
internal sealed class RollupCells(Rollup rollup)
{
    /// <summary>How a day of entry stands in a key.</summary>
    public const string DayFormat = "yyyyMMdd";

    public void Add(EnrolmentTally enrolment)
    {
        Rollup.Cell(rollup.Arms, CellKey.Of(enrolment.Arm, enrolment.HoldoutProbability)).Add(enrolment);
        AddTo(rollup.Days, enrolment, enrolment.EnrolledAt.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture));
        AddTo(rollup.Variants, enrolment, enrolment.Variant);
        AddTo(rollup.Segments, enrolment, enrolment.Segment ?? Rollup.None);
        AddTo(rollup.Locales, enrolment, enrolment.Locale ?? Rollup.None);
        if (enrolment.About?.FirstChannel is { } channel)
            AddTo(rollup.Channels, enrolment, AttemptKey.Name(channel));
        if (enrolment.Answer is { } answer)
        {
            var key = CellKey.Of(enrolment.Arm, 0, answer).Text;
            rollup.Answers[key] = rollup.Answers.GetValueOrDefault(key) + 1;
        }

        if (enrolment is { IsFirstOfAll: true, IsVoid: false, Outcome: not null, GlobalShare: { } share })
            Rollup.Cell(rollup.Programme, CellKey.Of(enrolment.Arm == Arm.Global ? Arm.Global : Arm.Treatment, share)).Add(enrolment);
    }

    private static void AddTo(SortedDictionary<string, MarginalCell> cells, EnrolmentTally enrolment, string? value)
    {
        if (value is not null)
            Rollup.Cell(cells, CellKey.Of(enrolment.Arm, enrolment.HoldoutProbability, value)).Add(enrolment);
    }
}
