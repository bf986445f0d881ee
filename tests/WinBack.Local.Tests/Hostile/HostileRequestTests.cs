using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Xunit;
using Xunit.Abstractions;

namespace WinBack.Local.Tests.Hostile;

/// <summary>
/// Ten thousand malformed, oversized, hostile and forged requests to every public endpoint, over several connections: no 5xx, no data of another
/// person, nothing stored that was not well formed, and memory stays bounded.
/// </summary>
[Collection(nameof(HostileRequestTests))]
public sealed class HostileRequestTests(ITestOutputHelper output)
{
    private const long Seed = 20261127;
    private const int Connections = 12;

    // After a first round the pools of buffers are as large as they get; what is kept of the others would be a leak.
    private const int Round = 2_000;

    // Managed memory after a collection, against the first round. Pools of buffers fill for some 20,000 requests, up to about 80 MiB more than after
    // the first round, and then no further; a leak of 8 KiB a request would show.
    private const long MostKept = 64L * 1024 * 1024;

    // Working set at any time, roughly: twelve bodies of a megabyte in hand, their copies, SQLite's cache, garbage not yet collected.
    private const long MostHeld = 700L * 1024 * 1024;

    [Fact]
    public async Task Host_TenThousandHostileRequests_RefusesThemAndLeaksNothing()
    {
        await using var host = await AHostileHost.OpenAsync();
        var families = new Families(host).All();
        Assert.Equal(10_000, families.Sum(family => family.Count));
        var rule = new AnswerRule(await PagesAsync(host), host.Secrets);
        var before = await host.RowsAsync();
        var memory = new Memory();
        var since = Stopwatch.GetTimestamp();

        var order = Shuffled(families);
        var (said, faults, accepted) = await AttackAsync(host, order, rule, memory);

        var taken = Stopwatch.GetElapsedTime(since);
        var kept = memory.Kept;
        foreach (var family in families)
            output.WriteLine($"{family.Name,-26} {string.Join(", ", said.Where(each => each.Key.Family == family.Name).OrderBy(each => each.Key.Status).Select(each => $"{each.Key.Status}: {each.Value}"))}");
        output.WriteLine($"{taken.TotalSeconds:0} s; {accepted.Count} requests had something well formed; kept after each round {string.Join(", ", memory.Rounds.Select(round => round / 1024))} KiB, held at most {memory.Most / 1024 / 1024} MiB more");
        Assert.True(faults.IsEmpty, $"{faults.Count} faults, such as:\n{string.Join("\n\n", faults.Take(10))}");
        Assert.Empty(host.Log.Errors);
        Assert.DoesNotContain(host.Log.Lines, line => host.Secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        await AssertStoredAsync(host, before, accepted.Order().Select(n => Attack(order, n)));
        Assert.InRange(kept, long.MinValue, MostKept);
        Assert.InRange(memory.Most, 0, MostHeld);
        await AssertServesAsync(host);
    }

    /// <summary>What was answered how often, what was wrong, and the numbers of the attacks that had something well formed.</summary>
    private static async Task<(Counts Said, ConcurrentQueue<string> Faults, ConcurrentQueue<int> Accepted)> AttackAsync(
        AHostileHost host, List<Family> order, AnswerRule rule, Memory memory)
    {
        var (said, faults, accepted) = (new Counts(), new ConcurrentQueue<string>(), new ConcurrentQueue<int>());
        var (next, end) = (-1, 0);
        while (end < order.Count)
        {
            (next, end) = (end - 1, end + Round);
            await RoundAsync();
            memory.EndRound();
        }

        return (said, faults, accepted);

        Task RoundAsync() => Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var wire = new Wire(host.EndPoint);
            while (Interlocked.Increment(ref next) is var n && n < end)
            {
                var family = order[n];
                var attack = Attack(order, n);
                var answer = await wire.SendAsync(attack);
                said.AddOrUpdate((family.Name, answer.Status), 1, (_, count) => count + 1);
                if (rule.Fault(family, attack, answer) is { } fault)
                    faults.Enqueue($"{family.Name}, number {n}: {fault}\n{Shown(attack)}\n→ {answer}");
                if (AnswerRule.Applied(answer) > 0)
                    accepted.Enqueue(n);
                memory.Look();
            }
        })));
    }

    /// <summary>People who were there are untouched, and what was added is what the accepted requests add to a host where nothing else happens.</summary>
    private static async Task AssertStoredAsync(AHostileHost host, Dictionary<string, string> before, IEnumerable<Attack> accepted)
    {
        var after = await host.RowsAsync();
        Assert.DoesNotContain(before, row => after.GetValueOrDefault(row.Key) != row.Value);
        await using var twin = await AHostileHost.OpenAsync();
        using var wire = new Wire(twin.EndPoint);
        foreach (var attack in accepted)
            Assert.NotEqual(0, AnswerRule.Applied(await wire.SendAsync(attack)));
        var alone = await twin.RowsAsync();
        Assert.Empty(after.Keys.Except(alone.Keys).Take(10));
        Assert.Empty(alone.Keys.Except(after.Keys).Take(10));
    }

    private static async Task AssertServesAsync(AHostileHost host)
    {
        using var answer = await host.Http.PostAsync("api/events", new StringContent(EventBodies.Event(1_000_000), Encoding.UTF8, "application/json"));
        Assert.Contains("\"applied\":1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEmpty((await host.Http.GetStringAsync("outbox")).Split("victim-", 2)[1]);   // the team sees them
    }

    private static async Task<HashSet<string>> PagesAsync(AHostileHost host)
    {
        using var wire = new Wire(host.EndPoint);
        HashSet<string> pages = [];
        foreach (var language in new[] { "en", "de", "es", "fr" })
            pages.Add((await wire.SendAsync(Raw.Get("/u/x", "Accept-Language: " + language))).Text);
        return pages;
    }

    private static Attack Attack(List<Family> order, int n) => order[n].Make(new Dice(Seed, $"{order[n].Name} {n}"), n);

    // The slow ones first: they wait beside the others.
    private static List<Family> Shuffled(IReadOnlyList<Family> families)
    {
        var dice = new Dice(Seed, "order");
        List<Family> order = [.. families.SelectMany(family => Enumerable.Repeat(family, family.Count))];
        for (var i = order.Count - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return [.. order.OrderBy(family => family.Name != "slow")];
    }

    private static string Shown(Attack attack)
    {
        var text = Encoding.Latin1.GetString(attack.Bytes);
        return text.Length > 1_200 ? text[..1_200] + "…" : text;
    }

    private sealed class Counts : ConcurrentDictionary<(string Family, int Status), int>;

    /// <summary>What the process holds, against what it held at first.</summary>
    private sealed class Memory
    {
        private readonly long _held = Environment.WorkingSet;
        private readonly List<long> _rounds = [];
        private long _most;
        private int _looks;

        public long Most => Interlocked.Read(ref _most);

        /// <summary>Managed bytes in use after each round.</summary>
        public IReadOnlyList<long> Rounds => _rounds;

        /// <summary>What all rounds but the first added.</summary>
        public long Kept => _rounds[^1] - _rounds[0];

        public void EndRound() => _rounds.Add(GC.GetTotalMemory(forceFullCollection: true));

        public void Look()
        {
            if (Interlocked.Increment(ref _looks) % 50 != 0)
                return;
            var more = Environment.WorkingSet - _held;
            for (var most = Most; more > most && Interlocked.CompareExchange(ref _most, more, most) != most;)
                most = Most;
        }
    }
}

/// <summary>Runs alone: it measures memory.</summary>
[CollectionDefinition(nameof(HostileRequestTests), DisableParallelization = true)]
public sealed class HostileRequestTestGroup;
