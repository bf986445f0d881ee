namespace WinBack.Core.Campaigns;

/// <summary>At what a campaign pauses itself. Null, or false, is off.</summary>
public sealed record GuardRules
{
    /// <summary>Share of persons, 0 to 1, by which harm in treatment may surely exceed that in holdout.</summary>
    /// <value>Default 0.05: one person in twenty who said stop, complained or took push away because of the campaign.</value>
    public double? Harm { get; init; } = 0.05;

    /// <summary>Share of hand-overs, 0 to 1, that may surely fail: refused, unanswered or not delivered.</summary>
    /// <value>Default 0.2.</value>
    public double? Failures { get; init; } = 0.2;

    /// <summary>What messages and offers may cost together.</summary>
    /// <value>Default null.</value>
    public GuardBudget? Budget { get; init; }

    /// <summary>Whether arms that did not come out as they were drawn pause it.</summary>
    /// <value>Default true.</value>
    public bool SampleRatio { get; init; } = true;

    /// <summary>Whether what was accepted of a guard by these rules is accepted by others. What is spent, or was handed over, is so by any.</summary>
    public bool AcceptAs(GuardRules others, string guard) => guard switch
    {
        GuardNames.Harm => Harm == others.Harm,
        GuardNames.SampleRatio => SampleRatio == others.SampleRatio,
        _ => true,
    };
}

/// <summary>A sum of money for the whole life of a campaign.</summary>
/// <param name="Amount">Above 0. Spent is spent at exactly this much.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record GuardBudget(decimal Amount, string Currency);
