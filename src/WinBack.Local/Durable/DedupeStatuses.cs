using Microsoft.DurableTask.Client;

namespace WinBack.Local.Durable;

/// <summary>Reads which statuses of an existing instance refuse a start with its id.</summary>
internal static class DedupeStatuses
{
    private static readonly OrchestrationRuntimeStatus[] NotEnded =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <returns>Null for null: then only those that have not ended refuse.</returns>
    /// <exception cref="ArgumentException">
    /// A name is no status; or Terminated is listed while one that has not ended may be replaced: that would end it first, and so
    /// run into its own rule.
    /// </exception>
    public static IReadOnlyList<OrchestrationRuntimeStatus>? Parse(IReadOnlyList<string>? names)
    {
        if (names is null)
            return null;
        var statuses = names.Select(name => Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
            ? status
            : throw new ArgumentException($"'{name}' is no status of an orchestration.", nameof(names))).ToList();
        if (statuses.Contains(OrchestrationRuntimeStatus.Terminated) && NotEnded.Except(statuses).Any())
        {
            throw new ArgumentException(
                "Dedupe statuses with Terminated must also hold Pending, Running and Suspended.", nameof(names));
        }

        return statuses;
    }
}
