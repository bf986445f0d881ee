using NodaTime;
using WinBack.Core.Lapse;
using WinBack.Core.Reporting.Audit;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Lapse;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Storage.Reporting;

/// <summary>
/// Gathers the truth about every person (events, suppressions, what left the house) and holds the seven promises against it. Writes nothing. May
/// run beside the scan and the sequences: what changed under it is looked at again before it is called broken.
/// </summary>
public sealed class AuditReader(
    IPeople people, WhatLeft left, DueIndex due, ICampaigns campaigns, StorageLayout layout, LapseOptions options, SendingOptions sending,
    TimeProvider clock, ExperimentOptions? experiment = null)
{
    // Without a campaign that says since when: as long as events are kept.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <summary>Audits everybody, shard by shard. Linear in users, their rows and messages; holds one small entry for each message of the outbox.</summary>
    /// <param name="from">First UTC day of the outbox to read; null for the day before the first campaign was published.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<AuditReport> ReadAsync(DateOnly? from = null, CancellationToken cancel = default)
    {
        var rules = await RulesAsync(cancel);
        var outboxed = await left.InOutboxAsync(from ?? FirstDay(rules), Today(rules), shard: null, cancel);
        var report = AuditReport.Empty(rules.Now);
        for (var shard = 0; shard < layout.PeopleShards; shard++)
            report = report.With(await ReadAsync(shard, outboxed, rules, cancel));
        AuditResults.Measure(report);
        return report;
    }

    /// <summary>
    /// Audits the persons of one shard, and measures nothing: parts are put together with <see cref="AuditReport.With"/>. Holds the rows of one person,
    /// a short entry for each attempt and each Due row of the shard, and what the outbox has of its persons; reads that outbox whole.
    /// </summary>
    /// <param name="shard">From 0.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<AuditReport> ReadShardAsync(int shard, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)shard, (uint)layout.PeopleShards, nameof(shard));
        var rules = await RulesAsync(cancel);
        return await ReadAsync(shard, await left.InOutboxAsync(FirstDay(rules), Today(rules), shard, cancel), rules, cancel);
    }

    private async Task<AuditRules> RulesAsync(CancellationToken cancel) =>
        new(await campaigns.CurrentAsync(cancel), _fallback, clock.GetUtcNow()) { SmsHours = SmsHours.With(sending.SmsHours), Global = experiment?.Draw() ?? GlobalHoldout.None };

    private static DateOnly Today(AuditRules rules) => DateOnly.FromDateTime(rules.Now.UtcDateTime);

    private static DateOnly FirstDay(AuditRules rules)
    {
        var first = rules.Campaigns.Current.Min(campaign => campaign.PublishedAt) is { } published ? published.AddDays(-1) : rules.Now - Kept;
        return DateOnly.FromDateTime(first.UtcDateTime);
    }

    /// <summary>Checks the users of a shard; takes their departures out of the dictionary.</summary>
    private async Task<AuditReport> ReadAsync(int shard, Dictionary<string, List<Departure>> outboxed, AuditRules rules, CancellationToken cancel)
    {
        var part = new Part(shard, await left.TrailsAsync(shard, cancel), rules, new());
        var expected = new AuditedDue(shard, due, people, rules, part.Log);
        await foreach (var user in people.AllAsync(shard, cancel: cancel))
        {
            part.Users++;
            part.AwaitingBackfill += user.JudgedBy < rules.Campaigns.Version ? 1 : 0;
            expected.Expect(user);
            outboxed.Remove(user.Id, out var mine);
            if (mine is null && user.Episodes.Count == 0 && user.Open.Count == 0)
                continue;   // never enrolled, never written to: nothing that promises 1 to 6 are about
            await CheckAsync(user, mine ?? [], part, cancel);
        }

        await CheckLeftAsync(part, cancel);
        Strays(outboxed, part);
        await expected.CheckAsync(cancel);
        return part.Report(layout);
    }

    private async Task CheckAsync(User user, IReadOnlyList<Departure> outboxed, Part part, CancellationToken cancel)
    {
        var rows = new PersonRows(
            user,
            await people.EventsAsync(user.Id, cancel),
            await people.EnrolmentsAsync(user.Id, cancel),
            await people.LedgerAsync(user.Id, cancel: cancel));
        var departures = await left.OfAsync(rows, outboxed, part.Trails, part.SettledBy, cancel);
        part.Departures += departures.Count;
        PersonAudit.Check(new(user, rows.Events, rows.Enrolments, rows.Ledger, departures, part.Rules.Campaigns), part.Rules, part.Log);
    }

    // Trails that lead to no ledger row looked at. Who has no enrolment in their row was passed over: if a message was begun for them, they are not.
    private async Task CheckLeftAsync(Part part, CancellationToken cancel)
    {
        var looked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (reference, _) in part.Trails.Left.Where(each => each.At <= part.SettledBy).ToList())
        {
            if (await left.FindAsync(reference, cancel) is not { } sent)
                continue;   // erased meanwhile
            var user = await people.FindAsync(sent.UserId, cancel);
            if (user?.Erasing is not null)
                continue;   // an erasure under way removes ledger and trails one after the other
            if (user is { Episodes.Count: 0, Open.Count: 0 } && looked.Add(user.Id))
                await CheckAsync(user, [], part, cancel);
            if (part.Trails.Take(sent.Key) is not null)
            {
                part.Log.Check(Promise.NeverTwice);
                part.Log.Broken(new(
                    Promise.NeverTwice, sent.UserId, new AuditedRow.OfTrail(sent),
                    $"attempt {sent.Key} began to be sent for a user who has {(user is null ? "no row" : "no ledger row of it")}"));
            }
        }
    }

    // What is left in the outbox belongs to nobody.
    private void Strays(Dictionary<string, List<Departure>> outboxed, Part part)
    {
        foreach (var userId in outboxed.Keys.Where(userId => KeyText.Shard(userId, layout.PeopleShards) == part.Shard).ToList())
        {
            outboxed.Remove(userId, out var strays);
            part.Departures += strays!.Count;
            foreach (var stray in strays)
                part.Log.Broken(new(Promise.NeverTwice, userId, new AuditedRow.OfOutbox(stray), $"attempt {stray.Attempt} left for a user who has no row"));
        }
    }

    /// <summary>An audit of one shard under way.</summary>
    private sealed record Part(int Shard, ShardTrails Trails, AuditRules Rules, AuditLog Log)
    {
        public long Users { get; set; }

        public long Departures { get; set; }

        public long AwaitingBackfill { get; set; }

        public DateTimeOffset SettledBy => Rules.Now - AuditRules.Slack;

        public AuditReport Report(StorageLayout layout) => AuditReport.Empty(Rules.Now).With(new()
        {
            AsOf = Rules.Now,
            Users = Users,
            Departures = Departures,
            AwaitingBackfill = AwaitingBackfill,
            Promises =
            [
                .. Enum.GetValues<Promise>().Select(promise => new PromiseReport(
                    (int)promise, promise.ToString(), Log.CheckedFor(promise), Log.Violations.Count(violation => violation.Promise == promise))),
            ],
            BrokenByCampaign = Log.Violations.Select(violation => AuditedRow.CampaignOf(violation.Row)).OfType<string>()
                .CountBy(campaign => campaign, StringComparer.Ordinal).ToDictionary(each => each.Key, each => (long)each.Value, StringComparer.Ordinal),
            Violations = [.. Log.Violations.Select(violation => AuditedRows.Name(violation, layout))],
        });
    }
}
