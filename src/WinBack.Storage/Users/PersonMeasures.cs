using WinBack.Core.Users;
using WinBack.Storage.Telemetry;

namespace WinBack.Storage.Users;

/// <summary>Counts what a change of a person comes to, once it is durable: what was only decided is never counted.</summary>
internal static class PersonMeasures
{
    public static void Count(PersonChange change)
    {
        foreach (var effect in change.Effects)
        {
            if (effect is Effect.AppendFact { Fact: { Kind: FactKind.Enrolled } fact })
                Measures.Enrolled(fact.Arm.ToString().ToLowerInvariant());
        }

        foreach (var entry in change.Ledger)
        {
            if (entry is { Channel: { } channel, State: AttemptState.Accepted or AttemptState.Refused or AttemptState.Retry or AttemptState.Unknown })
                Measures.Attempt(AttemptKey.Name(channel), entry.State.ToString().ToLowerInvariant());
        }
    }
}
