using WinBack.Core.Reporting.Audit;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>The promises in words.</summary>
internal static class PromiseText
{
    /// <summary>A sentence.</summary>
    /// <param name="number">Of the promise.</param>
    public static string Of(int number) => (Promise)number switch
    {
        Promise.NoContactAfterReturnOrStop => "Nothing is sent after a return or a stop",
        Promise.NeverTwice => "Nothing is sent twice",
        Promise.HoldoutMeansNothing => "The held-out get nothing",
        Promise.CapsHold => "Nobody gets more than the caps allow",
        Promise.QuietHoursHold => "Quiet hours are kept",
        Promise.EveryDecisionExplained => "Every decision is stored with its reasons",
        Promise.OneLiveDueRow => "Nobody is forgotten",
        _ => "A promise from a later version",
    };
}
