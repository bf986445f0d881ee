using Microsoft.Azure.Functions.Worker;
using WinBack.Core.Sequences;
using WinBack.Storage.Users;

namespace WinBack.Functions.Sequences;

/// <summary>Reads the truth about a sequence from the user row.</summary>
public sealed class RefreshSequence(IPeople people)
{
    /// <summary>The state as the row has it.</summary>
    [Function(nameof(RefreshSequence))]
    public async Task<SequenceState> RunAsync([ActivityTrigger] SequenceState state, CancellationToken cancel) =>
        state.As(await people.FindAsync(state.UserId, cancel));
}
