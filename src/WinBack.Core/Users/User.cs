namespace WinBack.Core.Users;

/// <summary>Everything current about one person: one row, changed only as a whole. At most 128 KiB.</summary>
public sealed record User
{
    // A row from before a list was added is read with null for it, whatever it begins with here.
    private readonly IReadOnlyList<OfferGrant>? _offers;
    private readonly IReadOnlyList<ArmedTrigger>? _armed;
    private readonly IReadOnlyList<ClosedEnrolment>? _closed;
    private readonly IReadOnlyList<Interest>? _interests;

    /// <summary>Id given by the app; any text up to 512 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Random key that stands for the person in facts and instance ids, so that erasing it unlinks them. 16 characters <c>[a-z2-7]</c>.</summary>
    public required string PersonKey { get; init; }

    /// <summary>Profile and consent.</summary>
    public Profile Profile { get; init; } = Profile.Empty;

    /// <summary>Activity in sums.</summary>
    public ActivitySummary Activity { get; init; } = new();

    /// <summary>Recent contacts of all campaigns, oldest first; see <see cref="UserLimits.ContactsPerChannel"/>.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>Enrolments whose window is open; at most <see cref="UserLimits.OpenEnrolments"/>.</summary>
    public IReadOnlyList<OpenEnrolment> Open { get; init; } = [];

    /// <summary>Enrolments that closed lately, whose outcome what comes late may change; at most 8.</summary>
    public IReadOnlyList<ClosedEnrolment> Closed { get => _closed ?? []; init => _closed = value; }

    /// <summary>By campaign id: the latest episode.</summary>
    public IReadOnlyDictionary<string, Episode> Episodes { get; init; } = new Dictionary<string, Episode>();

    /// <summary>By campaign id, how often users entered it who were merged into this one: whoever enters as this one after that is no first. Null for none.</summary>
    public IReadOnlyDictionary<string, int>? MergedEntries { get; init; }

    /// <summary>Events that wait to enter the user into a campaign, one per campaign; at most <see cref="UserLimits.ArmedTriggers"/>.</summary>
    public IReadOnlyList<ArmedTrigger> Armed { get => _armed ?? []; init => _armed = value; }

    /// <summary>Items the person looked at, or bought, that a campaign may have news of; see <see cref="Users.Interests"/>.</summary>
    public IReadOnlyList<Interest> Interests { get => _interests ?? []; init => _interests = value; }

    /// <summary>Codes of offers that were taken for this person; at most <see cref="OfferGrant.MostRemembered"/>.</summary>
    public IReadOnlyList<OfferGrant> Offers { get => _offers ?? []; init => _offers = value; }

    /// <summary>Instant of the one live Due row of kind check; null when no campaign can become true by time alone.</summary>
    public DateTimeOffset? NextCheck { get; init; }

    /// <summary>The user that this one turned out to be; everything that comes for this id goes there. Null for a user of their own.</summary>
    public string? MergedInto { get; init; }

    /// <summary>When that was said, by the source: from then on what the other does is this person's doing. Null for a user of their own, and in rows from before it was kept.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>Episodes in a row that were not answered, as of the latest close; null before the first. <see cref="UnansweredRun.Of"/> says how many count now.</summary>
    public UnansweredRun? Unanswered { get; init; }

    /// <summary>Set while no campaign contacts the person, because they never answered; null otherwise.</summary>
    public Sunset? Sunset { get; init; }

    /// <summary>What the person asked for beside consent; null for nothing.</summary>
    public Preferences? Preferences { get; init; }

    /// <summary>Set while the person is being erased: the row holds nothing else about them any more, and nothing but their erasure may change it.</summary>
    public Erasing? Erasing { get; init; }

    /// <summary>Version of the campaign set by which <see cref="NextCheck"/> was computed.</summary>
    public long JudgedBy { get; init; }

    /// <summary>The open enrolment of a campaign's episode, or null.</summary>
    public OpenEnrolment? OpenIn(string campaign, int episode)
    {
        foreach (var open in Open)
        {
            if (open.Campaign == campaign && open.Episode == episode)
                return open;
        }

        return null;
    }

    /// <summary>The event that waits to enter this user into a campaign, or null.</summary>
    public ArmedTrigger? ArmedFor(string campaign)
    {
        for (var i = 0; i < Armed.Count; i++)
        {
            if (Armed[i].Campaign == campaign)
                return Armed[i];
        }

        return null;
    }

    /// <summary>This user with one open enrolment replaced by what <paramref name="change"/> makes of it.</summary>
    public User With(OpenEnrolment open, Func<OpenEnrolment, OpenEnrolment> change) =>
        this with { Open = [.. Open.Select(each => each == open ? change(each) : each)] };
}

/// <summary>The latest lapse of a user in one campaign.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="EnrolledAt">When that episode was enrolled. Only activity after it can begin another.</param>
/// <param name="ClosedAt">When its window closed; null while it is open.</param>
public sealed record Episode(int Number, DateTimeOffset EnrolledAt, DateTimeOffset? ClosedAt)
{
    /// <summary>The variant the user was drawn into: later episodes have the same. Null where the campaign had none.</summary>
    public DrawnVariant? Variant { get; init; }

    /// <summary>When the user returned in that episode, once it is closed; null when they did not.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>When the user converted in that episode, once it is closed; null when they did not.</summary>
    public DateTimeOffset? ConvertedAt { get; init; }

    /// <summary>Closed episodes with a return. 0 in rows written before it was counted, and so the others.</summary>
    public int Returns { get; init; }

    /// <summary>Closed episodes with a conversion.</summary>
    public int Conversions { get; init; }

    /// <summary>Episodes so far that were not void; null in rows written before they were counted, where it is taken to be <see cref="Number"/>.</summary>
    public int? Entries { get; init; }

    /// <summary>Sums of second and later episodes that have closed; null for none.</summary>
    public LaterSums? Later { get; init; }

    /// <summary>Whether this one was made void.</summary>
    public bool IsVoid => EnrolledAt == DateTimeOffset.UnixEpoch;

    /// <summary>The episode of an open enrolment.</summary>
    public static Episode Of(User user, OpenEnrolment open)
    {
        var held = user.Episodes.GetValueOrDefault(open.Campaign);
        return (held?.Number == open.Episode ? held : new(open.Episode, open.EnrolledAt, ClosedAt: null)) with { Variant = open.Variant };
    }

    /// <summary>The next episode, beginning; what came of all before is kept.</summary>
    public static Episode Next(Episode? before, DateTimeOffset at) =>
        new((before?.Number ?? 0) + 1, at, ClosedAt: null)
        {
            Entries = (before?.Entries ?? before?.Number ?? 0) + 1,
            Returns = before?.Returns ?? 0,
            Conversions = before?.Conversions ?? 0,
            Later = before?.Later,
        };

    /// <summary>This episode with its outcome.</summary>
    public Episode Closed(DateTimeOffset at, DateTimeOffset? returnedAt, DateTimeOffset? convertedAt) => this with
    {
        ClosedAt = at,
        ReturnedAt = returnedAt,
        ConvertedAt = convertedAt,
        Returns = Returns + (returnedAt is null ? 0 : 1),
        Conversions = Conversions + (convertedAt is null ? 0 : 1),
    };

    /// <summary>As if it had not been: the next lapse counts from the activity that disproved this one.</summary>
    public Episode Voided() => this with { EnrolledAt = DateTimeOffset.UnixEpoch, ClosedAt = DateTimeOffset.UnixEpoch, Entries = (Entries ?? Number) - 1 };
}
