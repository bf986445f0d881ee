using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.App;
using WinBack.Storage.Reporting;
using WinBack.Storage.Tables;
using WinBack.Storage.Users;

namespace WinBack.Local.Tests.Crash;

/// <summary>What a script's lives left behind, as far as no crash may change it; and what none may ever leave.</summary>
internal sealed record CrashResult(string State, IReadOnlyList<string> Faults)
{
    private static readonly string[] Users = ["anna", "ben", "carl", "emil"];

    public static async Task<CrashResult> ReadAsync(CrashProcess process, CancellationToken cancel = default)
    {
        await using var app = ReadOnlyApp.Open(new(process.Data));
        var people = app.Services.GetRequiredService<IPeople>();
        List<string> state = [], faults = [];
        foreach (var user in Users)
        {
            state.AddRange((await people.EventsAsync(user, cancel)).Select(stored => $"event {user} {stored.Id}"));
            state.AddRange((await people.EnrolmentsAsync(user, cancel)).Select(each => $"enrolment {user} {each.Episode} {each.Arm} {each.Status} {each.Outcome}"));
        }

        await foreach (var fact in app.Services.GetRequiredService<IFacts>().ReadAsync("replenish", new(2026, 3, 1), new(2026, 6, 1), cancel))
            state.Add($"fact {fact.Key}");
        state.Sort(StringComparer.Ordinal);

        faults.AddRange(process.Calls().GroupBy(call => call).Where(calls => calls.Count() > 1).Select(calls => $"called {calls.Count()} times: {calls.Key}"));
        faults.AddRange(await PendingAsync(app, cancel));
        faults.AddRange((await app.Services.GetRequiredService<AuditReader>().ReadAsync(cancel: cancel)).Violations.Select(broken => $"audit: {broken}"));
        return new(string.Join('\n', state), faults);
    }

    private static async Task<IReadOnlyList<string>> PendingAsync(ReadOnlyApp app, CancellationToken cancel)
    {
        List<string> left = [];
        var table = app.Services.GetRequiredService<ITables>().Open(PeopleKeys.Table);
        for (var shard = 0; shard < app.Services.GetRequiredService<StorageLayout>().PeopleShards; shard++)
        {
            await foreach (var row in table.ReadRangeAsync(PeopleKeys.Partition(shard), PeopleKeys.AllPending, cancel))
                left.Add("never run: " + row.Row);
        }

        return left;
    }
}
