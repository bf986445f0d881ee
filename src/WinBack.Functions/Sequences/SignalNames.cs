using WinBack.Core.Users;

namespace WinBack.Functions.Sequences;

/// <summary>Names of the external events, as they stand in durable histories: never renamed.</summary>
internal static class SignalNames
{
    /// <summary>The name of a signal.</summary>
    public static string Of(Signal signal) => signal switch
    {
        Signal.Reactivated => "reactivated",
        Signal.OptedOut => "optedOut",
        Signal.Engaged => "engaged",
        Signal.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "No such signal."),
    };
}
