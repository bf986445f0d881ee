namespace WinBack.Local.Rehearsal;

/// <summary>What came of a rehearsal.</summary>
internal sealed record RehearsalReport
{
    public required string Campaign { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Users in the history.</summary>
    public required int Users { get; init; }

    public required int Enrolled { get; init; }

    public required int HeldOut { get; init; }

    /// <summary>Enrolments by UTC day, both arms; days without any are left out.</summary>
    public required IReadOnlyDictionary<DateOnly, int> EntriesByDay { get; init; }

    /// <summary>By channel.</summary>
    public required IReadOnlyDictionary<string, RehearsedChannel> Channels { get; init; }

    /// <summary>Touches that passed without contact, by the rule that spoke last.</summary>
    public required IReadOnlyDictionary<string, int> Skipped { get; init; }

    /// <summary>Touches that were put off at least once, by the rule that spoke last.</summary>
    public required IReadOnlyDictionary<string, int> Held { get; init; }

    /// <summary>Touches to which a frequency cap objected, on whatever channel, also those that then went out.</summary>
    public required int CapsHit { get; init; }

    /// <summary>By other campaign, those it shares no user with left out.</summary>
    public required IReadOnlyDictionary<string, RehearsedOverlap> Overlap { get; init; }

    /// <summary>Price of all messages; 0 where no price was given.</summary>
    public required decimal MessageCost { get; init; }

    /// <summary>Codes that left with messages, by offer.</summary>
    public required IReadOnlyDictionary<string, RehearsedOffer> Offers { get; init; }

    /// <summary>What the planned holdout can tell; null while no window has closed.</summary>
    public required RehearsedProof? Proof { get; init; }
}

/// <summary>Messages on one channel.</summary>
/// <param name="Messages">That would have gone out.</param>
/// <param name="Ghosts">That the held-out would have got.</param>
/// <param name="Cost">Price of the messages.</param>
internal sealed record RehearsedChannel(int Messages, int Ghosts, decimal Cost);

/// <summary>What was handed out of one offer.</summary>
/// <param name="Given">Codes in messages that would have gone out.</param>
/// <param name="Worth">What those may cost at most, if all of them are used; a percentage without a limit counts as 0.</param>
/// <param name="Currency">Of <paramref name="Worth"/>; null for a percentage without a limit.</param>
internal sealed record RehearsedOffer(int Given, decimal Worth, string? Currency);

/// <summary>What another campaign shares with the rehearsed one.</summary>
/// <param name="Users">Users with an enrolment in each whose windows overlap.</param>
/// <param name="Messages">What it sent them within the rehearsed campaign's windows.</param>
internal sealed record RehearsedOverlap(int Users, int Messages);

/// <summary>What the holdout can prove.</summary>
/// <param name="Treated">Users, each counted at their first enrolment.</param>
/// <param name="HeldOut">The same, held out.</param>
/// <param name="ReturnRate">Share of the closed that came back: unaided, since the rehearsal's messages reached nobody.</param>
/// <param name="Return">Smallest relative lift of it that is found with 80 % power at 95 %; null when none can be told from chance.</param>
/// <param name="ConversionRate">Share of the closed that did what the goal is.</param>
/// <param name="Conversion">The same for it.</param>
internal sealed record RehearsedProof(long Treated, long HeldOut, double ReturnRate, double? Return, double ConversionRate, double? Conversion);
