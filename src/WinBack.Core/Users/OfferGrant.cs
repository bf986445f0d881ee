namespace WinBack.Core.Users;

/// <summary>
/// A code that is one person's: taken once for an enrolment, and said by every touch of it that has the offer, whatever channel or try it is.
/// Remembered after the enrolment, so that its use is counted and the next one waits its time.
/// </summary>
public sealed record OfferGrant
{
    /// <summary>Grants remembered of one person; of more, the one that is longest ago and in no open enrolment is forgotten.</summary>
    public const int MostRemembered = 32;

    /// <summary>Id of the offer.</summary>
    public required string Offer { get; init; }

    /// <summary>Campaign whose enrolment it was taken for.</summary>
    public required string Campaign { get; init; }

    /// <summary>Pinned version of the campaign.</summary>
    public required int Version { get; init; }

    /// <summary>Episode in the campaign.</summary>
    public required int Episode { get; init; }

    /// <summary>Touch for which it was taken.</summary>
    public required string Touch { get; init; }

    /// <summary>Variant of the enrolment, for facts.</summary>
    public string? Variant { get; init; }

    /// <summary>When the enrolment began, for facts.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>The code.</summary>
    public required string Code { get; init; }

    /// <summary>What it is worth to this person.</summary>
    public required OfferValue Value { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Until when it holds, exclusive; null for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When a message with it first left, for all that is known; null before.</summary>
    public DateTimeOffset? GivenAt { get; init; }

    /// <summary>When it was used; null before.</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>What that cost, in the currency of reports; null before, and where nobody knows.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Where the code lies in the table of offers.</summary>
    public required OfferPlace Place { get; init; }

    /// <summary>Person key of the user it was taken for, where that one was merged into this; null for this one's own, and in rows from before it was kept.</summary>
    public string? Person { get; init; }

    /// <summary>Whether it was taken for an enrolment of this person's.</summary>
    public bool IsOf(OpenEnrolment open) => Person is null && Campaign == open.Campaign && Episode == open.Episode;
}

/// <summary>A row of the table of offers: one code taken for one enrolment.</summary>
/// <param name="Shard">Part of the offer, from 0.</param>
/// <param name="Key">32 hexadecimal digits; the same enrolment and offer give the same.</param>
public sealed record OfferPlace(int Shard, string Key);
