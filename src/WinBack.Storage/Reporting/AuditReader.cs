using NodaTime;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Sending;
using WinBack.Storage.Telemetry;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>
/// Gathers the truth about every person (events, suppressions, what left the house) and holds the seven promises against it. Writes nothing. May
/// run beside the scan and the sequences: what changed under it is looked at again before it is called broken.
/// </summary>
public sealed class AuditReader(
    IPeople people, Outbox outbox, ISuppressions suppressions, DueIndex due, ICampaigns campaigns, StorageLayout layout, LapseOptions options, TimeProvider clock)
{
    // Without a campaign that says since when: as long as events are kept.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <summary>Audits everybody. Linear in users, their rows and messages; holds one small entry per message.</summary>
    /// <param name="from">First UTC day of the outbox to read; null for the day before the first campaign was published.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<AuditReport> ReadAsync(DateOnly? from = null, CancellationToken cancel = default)
    {
        var rules = new AuditRules(await campaigns.CurrentAsync(cancel), _fallback, clock.GetUtcNow());
        var log = new AuditLog();
        var departures = await DeparturesAsync(from ?? FirstDay(rules), rules.Now, cancel);
        var left = departures.Values.Sum(each => (long)each.Count);
        var counts = default(Counts);
        for (var shard = 0; shard < layout.PeopleShards; shard++)
            counts += await CheckShardAsync(shard, departures, rules, log, cancel);

        // What is left belongs to nobody.
        foreach (var stray in departures.Values.SelectMany(each => each))
            log.Broken(new(Promise.NeverTwice, stray.UserId, new AuditedRow.OfOutbox(stray), $"attempt {stray.Attempt} left for a user who has no row"));
        foreach (var promise in Enum.GetValues<Promise>())
            Measures.Audited(promise.ToString(), log.Violations.Count(violation => violation.Promise == promise));
        return new()
        {
            AsOf = rules.Now,
            Users = counts.Users,
            Departures = left,
            AwaitingBackfill = counts.AwaitingBackfill,
            Promises =
            [
                .. Enum.GetValues<Promise>().Select(promise => new PromiseReport(
                    (int)promise, promise.ToString(), log.CheckedFor(promise), log.Violations.Count(violation => violation.Promise == promise))),
            ],
            Violations =
            [
                .. log.Violations.OrderBy(violation => violation.Promise).ThenBy(violation => violation.UserId, StringComparer.Ordinal)
                    .Select(violation => AuditedRows.Name(violation, layout)),
            ],
        };
    }

    private static DateOnly FirstDay(AuditRules rules)
    {
        var first = rules.Campaigns.Current.Min(campaign => campaign.PublishedAt) is { } published ? published.AddDays(-1) : rules.Now - Kept;
        return DateOnly.FromDateTime(first.UtcDateTime);
    }

    private async Task<Dictionary<string, List<Departure>>> DeparturesAsync(DateOnly from, DateTimeOffset now, CancellationToken cancel)
    {
        var byUser = new Dictionary<string, List<Departure>>(StringComparer.Ordinal);
        await foreach (var (id, entry) in outbox.ReadHeadersAsync(from, DateOnly.FromDateTime(now.UtcDateTime), cancel))
        {
            var message = entry.Message;
            // To a seed address, for whoever wrote the campaign. It hides nobody: a message to a user says whose it is.
            if (message.IsTest && message.UserId.Length == 0)
                continue;
            DateTimeOffset? since = null;
            foreach (var address in message.Addresses)
            {
                if (await suppressions.SuppressedSinceAsync(message.Channel, address, cancel) is { } one && !(since < one))
                    since = one;
            }

            if (!byUser.TryGetValue(message.UserId, out var mine))
                byUser.Add(message.UserId, mine = []);
            mine.Add(new()
            {
                Id = id,
                Attempt = message.Key,
                UserId = message.UserId,
                Channel = message.Channel,
                Campaign = message.Campaign,
                Touch = message.Touch,
                At = entry.At,
                SuppressedSince = since,
            });
        }

        return byUser;
    }

    /// <summary>Checks the users of a shard; takes their departures out of the dictionary.</summary>
    private async Task<Counts> CheckShardAsync(
        int shard, Dictionary<string, List<Departure>> departures, AuditRules rules, AuditLog log, CancellationToken cancel)
    {
        var counts = default(Counts);
        var expected = new Dictionary<DueName, DueFiling>();
        await foreach (var user in people.AllAsync(shard, cancel: cancel))
        {
            counts += new Counts(1, user.JudgedBy < rules.Campaigns.Version ? 1 : 0);
            foreach (var filing in OneDueRow.Expected(user, rules, log))
                expected[DueName.Of(filing)] = filing;
            departures.Remove(user.Id, out var left);
            if (left is null && user.Episodes.Count == 0 && user.Open.Count == 0)
                continue;   // never enrolled, never written to: nothing that promises 1 to 6 are about
            var person = new PersonTruth(
                user,
                await people.EventsAsync(user.Id, cancel),
                await people.EnrolmentsAsync(user.Id, cancel),
                await people.LedgerAsync(user.Id, cancel: cancel),
                left ?? [],
                rules.Campaigns);
            PersonAudit.Check(person, rules, log);
        }

        await CheckDueAsync(shard, expected, rules, log, cancel);
        return counts;
    }

    private async Task CheckDueAsync(int shard, Dictionary<DueName, DueFiling> expected, AuditRules rules, AuditLog log, CancellationToken cancel)
    {
        if (expected.Count == 0)
            return;
        var until = expected.Values.Max(filing => filing.At) + AuditRules.Slack;
        await foreach (var filing in due.AllAsync(shard, until, cancel))
        {
            // Others are stale: the scan drops them when their hour comes.
            if (expected.Remove(DueName.Of(filing)))
                OneDueRow.Found(filing, rules, log);
        }

        foreach (var missing in expected.Values)
        {
            if (await IsExpectedStillAsync(missing, cancel))
                OneDueRow.Missing(missing, log);
        }
    }

    // A scan beside this audit may have dealt with the row and moved the user's pointer on.
    private async Task<bool> IsExpectedStillAsync(DueFiling missing, CancellationToken cancel)
    {
        var user = await people.FindAsync(missing.UserId, cancel);
        var applies = missing.Kind == DueKind.Check ? user?.NextCheck == missing.At : user?.OpenIn(missing.Campaign!, missing.Episode) is not null;
        return applies && !await due.IsFiledAsync(missing, cancel);
    }

    /// <summary>What makes two filings the same expectation: a check its instant, a close its enrolment.</summary>
    private readonly record struct DueName(DueKind Kind, string UserId, string? Campaign, int Episode, DateTimeOffset At)
    {
        public static DueName Of(DueFiling filing) =>
            new(filing.Kind, filing.UserId, filing.Campaign, filing.Episode, filing.Kind == DueKind.Check ? filing.At : default);
    }

    private readonly record struct Counts(long Users, long AwaitingBackfill)
    {
        public static Counts operator +(Counts a, Counts b) => new(a.Users + b.Users, a.AwaitingBackfill + b.AwaitingBackfill);
    }
}
