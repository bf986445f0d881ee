using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>A condition over one user, as written under <c>audience</c>.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>True when every part is; true when there is none.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>True when some part is; false when there is none.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>True when the part is not.</summary>
    public sealed record Not(Condition Part) : Condition;

    /// <summary>Compares one field. A field without a value fails every comparison but <see cref="Comparison.Absent"/>.</summary>
    /// <param name="Path">Path of the field, such as <c>country</c>, <c>attributes.plan</c>, <c>activity.purchase.count</c>.</param>
    /// <param name="Comparison">How to compare.</param>
    /// <param name="Values">What with; one value except for <see cref="Comparison.In"/>, none for presence.</param>
    public sealed record Field(string Path, Comparison Comparison, IReadOnlyList<FieldValue> Values) : Condition
    {
        /// <summary>Counts only the latest so many UTC days, today included; null for no bound. 1 to <see cref="RecentSums.LongestWindow"/>.</summary>
        public int? Within { get; init; }

        /// <summary>What the stages of a user's life are, where the field is <c>stage</c>; else null.</summary>
        public StageRule? Stages { get; init; }

        /// <summary>How scores are given, where the field is one of <c>rfm.…</c>; else null.</summary>
        public RfmRule? Rfm { get; init; }

        /// <summary>The purpose whose consent <c>reach.…</c> asks for; other fields do not read it.</summary>
        public string Purpose { get; init; } = ConsentPurpose.Default;
    }
}

/// <summary>How a condition compares a field.</summary>
public enum Comparison
{
    /// <summary>Equal; text ignores case.</summary>
    Is,

    /// <summary>Equal to one of several.</summary>
    In,

    /// <summary>A number not below.</summary>
    AtLeast,

    /// <summary>A number not above.</summary>
    AtMost,

    /// <summary>A number below.</summary>
    LessThan,

    /// <summary>A number above.</summary>
    MoreThan,

    /// <summary>A date, or an instant as text, on an earlier UTC day.</summary>
    Before,

    /// <summary>A date, or an instant as text, on a later UTC day.</summary>
    After,

    /// <summary>A text that has the other somewhere in it; upper and lower case are the same.</summary>
    Contains,

    /// <summary>A text that begins with the other; upper and lower case are the same.</summary>
    StartsWith,

    /// <summary>Has a value.</summary>
    Present,

    /// <summary>Has no value.</summary>
    Absent,
}
