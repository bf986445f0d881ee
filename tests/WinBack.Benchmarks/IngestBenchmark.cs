using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Local.Sqlite;
using WinBack.Local.Tables;
using WinBack.Storage.Campaigns;

namespace WinBack.Benchmarks;

/// <summary>
/// Events a second through HTTP on the local host, durable before the 202, beside a bare SQLite loop that reads and writes the same rows with the
/// same settings; both in one run, in turns, over the same users in random order.
/// </summary>
internal static class IngestBenchmark
{
    private const int PerRequest = 500;
    private const int RequestsAtATime = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var users = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var events = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("winback-ingest-");
        var (bare, host) = (new BareLoop(Path.Combine(folder.FullName, "bare.db")), await IngestHost.StartAsync(folder, PerRequest));
        using (bare)
        await using (host)
        {
            bare.Fill(users);
            await host.PostAsync(Enumerable.Range(0, users).Select(user => (user, 0)), RequestsAtATime);
            List<double> ratios = [];
            for (var round = 1; round <= 3; round++)
            {
                var order = Shuffled(users, round).Take(events / 3).Select(user => (user, round)).ToList();
                var alone = bare.Run(order, PerRequest);
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                var watch = Stopwatch.StartNew();
                await host.PostAsync(order, RequestsAtATime);
                var rate = order.Count / watch.Elapsed.TotalSeconds;
                var cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / order.Count;
                ratios.Add(rate / alone);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round}: bare loop {alone,8:N0}/s   through HTTP {rate,8:N0}/s   ratio {rate / alone:F2} (allowed: at least 0.50)   CPU {cpu:F3} ms an event, client included (allowed: 0.120)"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios.Order().ElementAt(1):F2}"));
        }

        folder.Delete(recursive: true);
        return 0;
    }

    // A fixed order without pattern: multiplication by a number that has no factor in common with the count.
    private static IEnumerable<int> Shuffled(int users, int round)
    {
        var step = 7_919 + (round * 2);
        while (Gcd(step, users) != 1)
            step++;
        for (long i = 0, at = round; i < users; i++, at = (at + (step * 104_729L)) % users)
            yield return (int)at;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}

/// <summary>Reads a user row of 600 bytes, writes it and an event row of 150, a transaction of so many events at a time.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _insert;
    private readonly byte[] _user = new byte[600];
    private readonly byte[] _event = new byte[150];

    public BareLoop(string path)
    {
        _database = DataFile.OpenWriter(path, new());
        _database.Execute("CREATE TABLE rows (p TEXT NOT NULL, r TEXT NOT NULL, e INTEGER NOT NULL, d BLOB NOT NULL, PRIMARY KEY (p, r)) WITHOUT ROWID");
        _read = _database.Prepare("SELECT e, d FROM rows WHERE p = ?1 AND r = ?2");
        _update = _database.Prepare("UPDATE rows SET e = e + 1, d = ?3 WHERE p = ?1 AND r = ?2");
        _insert = _database.Prepare("INSERT INTO rows VALUES (?1, ?2, 1, ?3)");
    }

    public void Fill(int users)
    {
        _database.Execute("BEGIN");
        for (var user = 0; user < users; user++)
            Insert($"u|user-{user}", _user);
        _database.Execute("COMMIT");
    }

    /// <summary>Events a second.</summary>
    public double Run(IReadOnlyList<(int User, int Round)> order, int perTransaction)
    {
        var watch = Stopwatch.StartNew();
        foreach (var chunk in order.Chunk(perTransaction))
        {
            _database.Execute("BEGIN IMMEDIATE");
            foreach (var (user, round) in chunk)
            {
                _read.Bind(1, "00");
                _read.Bind(2, $"u|user-{user}");
                _read.Step();
                _ = _read.Data(1);
                _read.Reset();
                _update.Bind(1, "00");
                _update.Bind(2, $"u|user-{user}");
                _update.Bind(3, _user);
                _update.Run();
                Insert($"v|user-{user}|event-{round}", _event);
            }

            _database.Execute("COMMIT");
        }

        return order.Count / watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _read.Dispose();
        _update.Dispose();
        _insert.Dispose();
        _database.Dispose();
    }

    private void Insert(string row, byte[] data)
    {
        _insert.Bind(1, "00");
        _insert.Bind(2, row);
        _insert.Bind(3, data);
        _insert.Run();
    }
}

/// <summary>The local host and a client of it.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    private readonly LocalApp _app;
    private readonly HttpClient _http;
    private readonly int _perRequest;

    private IngestHost(LocalApp app, HttpClient http, int perRequest) => (_app, _http, _perRequest) = (app, http, perRequest);

    public static async Task<IngestHost> StartAsync(DirectoryInfo folder, int perRequest)
    {
        var data = new DataDirectory(Path.Combine(folder.FullName, "data"));
        var app = LocalApp.Open(new() { Data = data, Port = 0 });
        await app.Services.GetRequiredService<ICampaignPublisher>().PublishAsync("bench.yaml", """
            id: replenish
            name: Replenish
            status: active
            goal: purchase
            lapse: { after: P90D, since: purchase }
            touches: [ { id: first, delay: PT0S, channels: [email], email: { subject: "Hello", body: "Hello" } } ]
            """, "bench");
        var http = new HttpClient { BaseAddress = await app.Host.StartAsync() };
        http.DefaultRequestHeaders.Add("x-winback-key", data.Secrets().EventKey);
        return new(app, http, perRequest);
    }

    public Task PostAsync(IEnumerable<(int User, int Round)> events, int atATime) => Parallel.ForEachAsync(
        events.Chunk(_perRequest), new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (chunk, cancel) =>
        {
            using var content = new ReadOnlyMemoryContent(Body(chunk));
            using var answer = await _http.PostAsync("api/events", content, cancel);
            answer.EnsureSuccessStatusCode();
        });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private static ReadOnlyMemory<byte> Body(IEnumerable<(int User, int Round)> events)
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartArray();
        foreach (var (user, round) in events)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, $"event-{round}");
            json.WriteString("userId"u8, $"user-{user}");
            json.WriteString("type"u8, "purchase"u8);
            json.WriteString("at"u8, now);
            json.WriteNumber("value"u8, 19.9);
            json.WriteString("currency"u8, "EUR"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return body.WrittenMemory;
    }
}
