namespace WinBack.Core.Campaigns;

/// <summary>
/// Enters a user by an event: at once, or when it is some time ago and nothing that makes it idle has happened since. Every further event of the
/// type begins the time anew. Only events that arrive while the campaign is active count.
/// </summary>
/// <param name="Event">Type of the event.</param>
/// <param name="After">Time from the event to entry; zero for the very change that applies it.</param>
/// <param name="Unless">Types of events that make it idle: who did one after the event does not enter. Empty for none.</param>
public sealed record EventTrigger(string Event, Threshold After, IReadOnlyList<string> Unless)
{
    /// <summary>Properties of a trigger that an enrolment keeps.</summary>
    public const int MostKept = 8;

    /// <summary>Characters of a kept property; what is longer is cut.</summary>
    public const int LongestKept = 200;

    /// <summary>What must hold of the event itself, all of it; at most 10. The path of each is the name of a property, or <c>value</c> or <c>currency</c>.</summary>
    public IReadOnlyList<Condition.Field> Where { get; init; } = [];

    /// <summary>Whose news it is, where <see cref="Event"/> is a type of <see cref="Events.ItemEvent"/>; null for events that the user caused.</summary>
    public ItemTrigger? Item { get; init; }

    /// <summary>The event in words.</summary>
    public string Said => Event switch
    {
        Events.ItemEvent.PriceDrop => "price drop of an item they looked at",
        Events.ItemEvent.BackInStock => "return to stock of an item they looked at",
        _ => Event,
    };

    /// <summary>Time after the instant of entry within which a user still enters, for events that come late and for those who were kept out until then.</summary>
    public Threshold Within { get; init; } = Threshold.Days(3);

    /// <summary>Names of the event's properties that the templates read as <c>{{trigger.NAME}}</c>; at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];
}
