using WinBack.Core.Users;

namespace WinBack.Functions.Reporting.Dashboard;

/// <summary>What became of an attempt, for people.</summary>
internal static class AttemptText
{
    /// <summary>In a few words.</summary>
    public static string Of(AttemptState state) => state switch
    {
        AttemptState.Accepted => "sent",
        AttemptState.Refused => "refused by the provider",
        AttemptState.Unknown => "nobody knows whether it left; never repeated",
        AttemptState.Ghost => "would have been sent, but is held out",
        AttemptState.Skipped => "not sent",
        AttemptState.Held => "waits",
        AttemptState.Released => "taken back before it left",
        AttemptState.Retry => "to be tried again",
        AttemptState.Claimed or AttemptState.Sending => "under way",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
    };
}
