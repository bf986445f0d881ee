using System.Text.Json.Serialization;

namespace WinBack.Core.Users;

/// <summary>
/// Something that must follow a change of a person and lies outside their partition. Stored in the same batch as the change, run right
/// after it, then deleted; what a crash left is run by the scan. Every effect is idempotent.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(AppendFact), "fact")]
[JsonDerivedType(typeof(StartSequence), "start")]
[JsonDerivedType(typeof(WakeSequence), "wake")]
[JsonDerivedType(typeof(CopyUser), "copy")]
[JsonDerivedType(typeof(EraseUser), "erase")]
[JsonDerivedType(typeof(KeepOffer), "keep")]
[JsonDerivedType(typeof(ReturnOffer), "return")]
[JsonDerivedType(typeof(FollowItems), "follow")]
public abstract record Effect
{
    private Effect() { }

    /// <summary>Append a fact.</summary>
    public sealed record AppendFact(Fact Fact) : Effect;

    /// <summary>Start the durable sequence of an enrolment, unless it was started before.</summary>
    public sealed record StartSequence(SequenceStart Start) : Effect;

    /// <summary>Wake a sequence. To one that is absent or finished this is success.</summary>
    public sealed record WakeSequence(string InstanceId, Signal Signal) : Effect;

    /// <summary>Copy everything of a merged user into the one they turned out to be.</summary>
    public sealed record CopyUser(string From, string Into) : Effect;

    /// <summary>Remove what is stored about a person whose erasure has begun, the user row last.</summary>
    public sealed record EraseUser(string UserId) : Effect;

    /// <summary>Make what leads from items to the person agree with the person's row.</summary>
    /// <param name="Wanted">Items that the person is interested in as of this change.</param>
    /// <param name="Left">Items that the person is interested in no more.</param>
    public sealed record FollowItems(IReadOnlyList<string> Wanted, IReadOnlyList<string> Left) : Effect;

    /// <summary>Note in the table of offers that the person's row holds a code.</summary>
    public sealed record KeepOffer(string Offer, OfferPlace Place) : Effect;

    /// <summary>Give a code back that the person's row held and that never left.</summary>
    public sealed record ReturnOffer(string Offer, OfferPlace Place) : Effect;
}

/// <summary>What a sequence is started with: ids and planned instants, no personal data beside the user id.</summary>
public sealed record SequenceStart
{
    /// <summary>Durable instance id.</summary>
    public required string InstanceId { get; init; }

    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Pinned version.</summary>
    public required int Version { get; init; }

    /// <summary>Episode.</summary>
    public required int Episode { get; init; }

    /// <summary>Planned touches, earliest first.</summary>
    public required IReadOnlyList<PlannedTouch> Touches { get; init; }

    /// <summary>Whether it welcomes somebody back; false for the sequence that wins them back, and in rows from before there was another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAfterReturn { get; init; }
}

/// <summary>Names of the external events of a sequence. A signal is only a wake-up; the truth is the user row.</summary>
public enum Signal
{
    /// <summary>The person came back, or the lapse was disproved.</summary>
    Reactivated,

    /// <summary>The person said stop.</summary>
    OptedOut,

    /// <summary>The person opened or clicked a touch.</summary>
    Engaged,

    /// <summary>An operator or an archived campaign ends the sequence.</summary>
    Cancelled,
}
