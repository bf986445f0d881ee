using Microsoft.Extensions.DependencyInjection;
using WinBack.Core.Users;
using WinBack.Local.Durable;
using WinBack.Local.Hosting.Functions;
using WinBack.Storage.Tables;
using WinBack.TestKit;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;

namespace WinBack.Local.Tests.Flow;

/// <summary>
/// Histories that an earlier version of the orchestrator left, replayed by the code of today: a change that takes other steps would strand
/// every sequence that is under way when it is deployed. Such a change leaves these files as they are and adds files of its own.
/// </summary>
public sealed class SequenceHistoryTests
{
    // Names a directory into which the histories of today's code are written, when a version is to be kept.
    private const string KeepIn = "WINBACK_KEEP_HISTORIES_IN";

    public static TheoryData<string> Stored => [.. Files];

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.jsonl").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root, "tests", "WinBack.Local.Tests", "Durable", "Histories");

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Replay_OfAStoredHistory_TakesTheSameSteps(string file)
    {
        await using var app = await OpenAsync();
        StoredHistory.Read(await File.ReadAllTextAsync(Path.Combine(Folder, file))).Replay(app.Services.GetRequiredService<FunctionInvoker>(), new());
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("returned")]
    [InlineData("optedOut")]
    [InlineData("heldAndFaulted")]
    public async Task Run_OfToday_LeavesAHistoryThatReplays(string course)
    {
        var trouble = new Trouble();
        await using var app = await OpenAsync(trouble.Reach, FlowCampaign.With("quietHours: {from: \"06:00\", to: \"10:00\", spread: PT0S}"));
        await app.BuysReachableAsync("anna");
        trouble.IsAhead = course == "heldAndFaulted";
        await app.UntilAsync(32);
        if (course == "returned")
            await app.BuysAsync("anna", 32);
        else if (course == "optedOut")
            await app.SaysAsync("anna", given: false, 32);
        await app.UntilAsync(39);
        Assert.Equal(course == "heldAndFaulted" ? "completed" : course, await app.EndOfSequenceAsync("anna"));

        var history = (await app.Engine.ExportAsync(OpenEnrolment.InstanceId("again", 1, (await app.People.FindAsync("anna"))!.PersonKey)))!;
        var read = StoredHistory.Read(history.Write());
        read.Replay(app.Services.GetRequiredService<FunctionInvoker>(), new());
        Assert.Equal(course == "heldAndFaulted", history.Episodes.SelectMany(episode => episode.Events).Any(each => each is HistoryEvent.TaskFailed));
        if (Environment.GetEnvironmentVariable(KeepIn) is { Length: > 0 } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, $"sequence-1-{course}.jsonl"), history.Write());
    }

    [Fact]
    public void Stored_TheFirstVersion_IsThereInEveryCourse() => Assert.Equal(
        ["sequence-1-completed.jsonl", "sequence-1-heldAndFaulted.jsonl", "sequence-1-optedOut.jsonl", "sequence-1-returned.jsonl"],
        Files.Where(file => file.StartsWith("sequence-1-", StringComparison.Ordinal)));

    /// <summary>Makes the next look at suppressions fail, and with it the step: after the claim, before anything was handed over.</summary>
    private sealed class Trouble
    {
        public bool IsAhead { get; set; }

        public void Reach(IServiceCollection services)
        {
            var inner = (ITables)services.Last(each => each.ServiceType == typeof(ITables)).ImplementationInstance!;
            services.AddSingleton<ITables>(new Tables(inner, this));
        }

        private sealed class Tables(ITables inner, Trouble trouble) : ITables
        {
            public ITable Open(string name) => name == "Suppressions" ? new OnceUnreadable(inner.Open(name), trouble) : inner.Open(name);
        }

        private sealed class OnceUnreadable(ITable inner, Trouble trouble) : ITable
        {
            public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel = default)
            {
                if (!trouble.IsAhead)
                    return inner.GetAsync(partition, row, cancel);
                trouble.IsAhead = false;
                throw new IOException("The disk could not be read.");
            }

            public ValueTask<TablePage> QueryAsync(string partition, string from, string to, int pageSize, string? continuation = null, CancellationToken cancel = default) =>
                inner.QueryAsync(partition, from, to, pageSize, continuation, cancel);

            public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel = default) =>
                inner.BatchAsync(partition, changes, cancel);
        }
    }
}
