using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Functions.Sequences;

/// <summary>
/// Runs the sequence of one enrolment: asks the plan for the next move and makes it. Nothing is decided here. Its code is replayed over stored
/// histories: a change that would take other steps for the same history needs a version of its own.
/// </summary>
public static class SequenceOrchestrator
{
    /// <summary>Runs until the plan finishes; returns why it did.</summary>
    [Function(nameof(SequenceOrchestrator))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var state = SequenceState.From(context.GetInput<SequenceStart>()!);
        var signals = new SequenceSignals(context);
        while (true)
        {
            switch (SequencePlan.Next(state, context.CurrentUtcDateTime))
            {
                case NextMove.WaitUntil wait:
                    state = state with { Heard = await signals.WaitUntilAsync(wait.At) };
                    break;
                case NextMove.Refresh:
                    state = await StepAsync(context, nameof(RefreshSequence), state);
                    break;
                case NextMove.Contact:
                    state = await StepAsync(context, nameof(ContactTouch), state);
                    break;
                case NextMove.Finish finish:
                    return finish.Why;
            }
        }
    }

    // No retry policy: a step that failed is waited out by the plan, which bounds how often.
    private static async Task<SequenceState> StepAsync(TaskOrchestrationContext context, string activity, SequenceState state)
    {
        try
        {
            return await context.CallActivityAsync<SequenceState>(activity, state);
        }
        catch (TaskFailedException)
        {
            return SequencePlan.AfterFault(state, context.CurrentUtcDateTime);
        }
    }
}
