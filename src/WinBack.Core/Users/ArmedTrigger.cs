namespace WinBack.Core.Users;

/// <summary>An event that enters its user into a campaign, now or when it is some time ago: the latest one of the campaign's type.</summary>
/// <param name="Campaign">Campaign id.</param>
/// <param name="EventId">Id of the event.</param>
/// <param name="At">When it happened, by its source.</param>
public sealed record ArmedTrigger(string Campaign, string EventId, DateTimeOffset At)
{
    /// <summary>Those of the event's properties that the campaign's templates read; few and short.</summary>
    public IReadOnlyDictionary<string, FieldValue> Properties { get; init; } = new Dictionary<string, FieldValue>();
}
