using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Reporting.Statistics;
using WinBack.Core.Users;
using WinBack.Local.Replay;
using WinBack.Storage.Users;

namespace WinBack.Local.Rehearsal;

/// <summary>Counts a finished rehearsal over the persons' rows.</summary>
internal sealed class RehearsalFigures(string campaign, IReadOnlyDictionary<Channel, decimal> prices)
{
    private static readonly string[] CapRules = ["cap", "own-frequency"];

    private readonly SortedDictionary<DateOnly, int> _entries = [];
    private readonly SortedDictionary<string, RehearsedChannel> _channels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RehearsedOverlap> _overlap = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RehearsedOffer> _offers = new(StringComparer.Ordinal);
    private int _users, _enrolled, _heldOut, _capsHit;
    private long _treatedFirst, _heldFirst, _closed, _returned, _converted;

    /// <summary>Reads all people of the rehearsal.</summary>
    public static async Task<RehearsalReport> ReadAsync(ReplayRun run, RehearsalOptions options, CancellationToken cancel)
    {
        var people = run.Services.GetRequiredService<IPeople>();
        var figures = new RehearsalFigures(options.Campaign.Id, options.Prices);
        for (var shard = 0; shard < run.Services.GetRequiredService<StorageLayout>().PeopleShards; shard++)
        {
            await foreach (var user in people.AllAsync(shard, null, cancel))
            {
                figures._users++;
                if (user.Episodes.ContainsKey(options.Campaign.Id))
                {
                    figures.AddOffers(user);
                    figures.Add(await people.EnrolmentsAsync(user.Id, cancel), await people.LedgerAsync(user.Id, null, cancel));
                }
            }
        }

        return figures.Report(options);
    }

    private void Add(IReadOnlyList<Enrolment> enrolments, IReadOnlyList<LedgerEntry> ledger)
    {
        // A void enrolment is no entry: it leaves the population.
        var mine = enrolments.Where(each => each.Campaign == campaign && each.Status != EnrolmentStatus.Void).OrderBy(each => each.Episode).ToList();
        foreach (var enrolment in mine)
        {
            var day = DateOnly.FromDateTime(enrolment.EnrolledAt.UtcDateTime);
            _entries[day] = _entries.GetValueOrDefault(day) + 1;
            _enrolled++;
            _heldOut += enrolment.Arm != Arm.Treatment ? 1 : 0;
        }

        if (mine.Count > 0)
            AddFirst(mine[0]);
        AddTouches(ledger.Where(each => each.Campaign == campaign));
        AddOverlap(mine, enrolments, ledger);
    }

    private void AddOffers(User user)
    {
        foreach (var grant in user.Offers.Where(grant => grant.Campaign == campaign && grant.GivenAt is not null))
        {
            var so = _offers.GetValueOrDefault(grant.Offer) ?? new(0, 0, grant.Value.Currency);
            _offers[grant.Offer] = so with { Given = so.Given + 1, Worth = so.Worth + (grant.Value.Most ?? 0) };
        }
    }

    private void AddFirst(Enrolment first)
    {
        if (first.Arm != Arm.Treatment)
            _heldFirst++;
        else
            _treatedFirst++;
        if (first.Outcome is not { } outcome)
            return;
        _closed++;
        _returned += outcome.ReturnedAt is not null ? 1 : 0;
        _converted += outcome.ConvertedAt is not null ? 1 : 0;
    }

    private void AddTouches(IEnumerable<LedgerEntry> ledger)
    {
        foreach (var touch in ledger.GroupBy(each => (each.Episode, each.Touch)))
        {
            _capsHit += touch.Any(row => row.Findings.Any(finding => !finding.Passed && CapRules.Contains(finding.Rule))) ? 1 : 0;
            foreach (var row in touch)
            {
                if (row.State == AttemptState.Skipped)
                    Count(_skipped, row);
                else if (row.State == AttemptState.Held)
                    Count(_held, row);
                else if (row.Channel is { } channel && row.State is AttemptState.Accepted or AttemptState.Ghost)
                    AddMessage(row.Channel!.Value, row.State == AttemptState.Ghost);
            }
        }
    }

    private void AddMessage(Channel channel, bool isGhost)
    {
        var name = AttemptKey.Name(channel);
        var so = _channels.GetValueOrDefault(name) ?? new(0, 0, 0);
        _channels[name] = isGhost ? so with { Ghosts = so.Ghosts + 1 } : so with { Messages = so.Messages + 1, Cost = so.Cost + prices.GetValueOrDefault(channel) };
    }

    private void AddOverlap(List<Enrolment> mine, IReadOnlyList<Enrolment> all, IReadOnlyList<LedgerEntry> ledger)
    {
        foreach (var other in all.Where(each => each.Campaign != campaign).GroupBy(each => each.Campaign))
        {
            if (!other.Any(theirs => mine.Exists(each => each.EnrolledAt < theirs.WindowEnds && theirs.EnrolledAt < each.WindowEnds)))
                continue;
            var messages = ledger.Count(row => row.Campaign == other.Key && row.State == AttemptState.Accepted && mine.Exists(each => each.EnrolledAt <= row.At && row.At < each.WindowEnds));
            var so = _overlap.GetValueOrDefault(other.Key) ?? new(0, 0);
            _overlap[other.Key] = new(so.Users + 1, so.Messages + messages);
        }
    }

    private RehearsalReport Report(RehearsalOptions options) => new()
    {
        Campaign = campaign,
        From = options.From,
        To = options.To,
        Users = _users,
        Enrolled = _enrolled,
        HeldOut = _heldOut,
        EntriesByDay = _entries,
        Channels = _channels,
        Skipped = _skipped,
        Held = _held,
        CapsHit = _capsHit,
        Overlap = _overlap,
        MessageCost = _channels.Values.Sum(each => each.Cost),
        Offers = _offers,
        Proof = _closed == 0 ? null : new(
            _treatedFirst,
            _heldFirst,
            (double)_returned / _closed,
            DetectableLift.Of((double)_returned / _closed, _treatedFirst, _heldFirst),
            (double)_converted / _closed,
            DetectableLift.Of((double)_converted / _closed, _treatedFirst, _heldFirst)),
    };

    private static void Count(SortedDictionary<string, int> counts, LedgerEntry row)
    {
        var rule = row.Findings.LastOrDefault(finding => !finding.Passed)?.Rule ?? "none";
        counts[rule] = counts.GetValueOrDefault(rule) + 1;
    }
}
