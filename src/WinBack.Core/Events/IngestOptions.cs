using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Events;

/// <summary>How posted events come in.</summary>
public sealed class IngestOptions : IValidatableObject
{
    /// <summary>Gets or sets what the answer to a post means.</summary>
    /// <value>Default <see cref="IngestMode.Direct"/>.</value>
    [EnumDataType(typeof(IngestMode))]
    public IngestMode Mode { get; set; }

    /// <summary>Gets or sets the queue that events wait in when <see cref="Mode"/> is <see cref="IngestMode.ServiceBus"/>.</summary>
    /// <value>Default <c>events</c>; 1 to 260 letters, digits, <c>. - _ /</c>.</value>
    [Required, RegularExpression(QueueName)]
    public string EventsQueue { get; set; } = "events";

    /// <summary>Gets or sets the queue that reports of providers come in by.</summary>
    /// <value>Default <c>feedback</c>; 1 to 260 letters, digits, <c>. - _ /</c>.</value>
    [Required, RegularExpression(QueueName)]
    public string FeedbackQueue { get; set; } = "feedback";

    /// <summary>Gets or sets how old the oldest event not yet applied may be before messages are held back.</summary>
    /// <value>Default one minute; 10 seconds to one hour. Without a queue, no event waits.</value>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan MaxIngestLag { get; set; } = TimeSpan.FromMinutes(1);

    private const string QueueName = "^[A-Za-z0-9]([A-Za-z0-9._/-]{0,258}[A-Za-z0-9])?$";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.Equals(EventsQueue, FeedbackQueue, StringComparison.OrdinalIgnoreCase))
            yield return new($"Events and feedback have one queue, {EventsQueue}: each needs its own.", [nameof(EventsQueue), nameof(FeedbackQueue)]);
    }
}

/// <summary>What becomes of a posted event before its request is answered.</summary>
public enum IngestMode
{
    /// <summary>It is applied.</summary>
    Direct,

    /// <summary>It is in a queue, safely, and is applied soon. What must not wait is applied all the same; see <see cref="QueuePlan"/>.</summary>
    ServiceBus,
}
