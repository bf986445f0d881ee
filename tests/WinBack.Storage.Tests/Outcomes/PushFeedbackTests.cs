using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Outcomes;
using WinBack.Storage.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Outcomes;

/// <summary>What a run reads, and that nothing is read twice or left out.</summary>
public sealed class PushFeedbackTests
{
    private readonly AWorld _world = new(campaigns: Given.Campaign());
    private readonly AFeedback _feedback = new();

    private PushFeedback Runner => new(
        [_feedback], new(_world.Tables),
        new(_world.Owners, _world.People, _world.Suppressions, new(new SentAttempts(_world.Tables, _world.Layout), _world.Facts, _world.People, _world.Links), _world.Hasher, _world.Layout),
        _world.Clock, NullLogger<PushFeedback>.Instance);

    [Fact]
    public async Task Run_DeadHandles_AreTakenOnceAndReadOnce()
    {
        await HandleAsync("t1");
        _feedback.Write("11272026", ["t1", "foreign"], _world.Now);

        Assert.Equal(1, await RunAsync());
        Assert.Equal(0, await RunAsync());

        Assert.Equal(["11272026 0", "11272026 100"], _feedback.Read);
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "t1"));
        Assert.Null(Assert.Single((await _world.UserAsync()).Profile.Installations).Token);
    }

    [Fact]
    public async Task Run_FileGrew_GoesOnWhereItEnded()
    {
        _feedback.Write("11272026", ["a"], _world.Now);
        await RunAsync();
        _feedback.Write("11272026", ["a", "b"], _world.Now);
        await RunAsync();

        Assert.Equal(["11272026 0", "11272026 100"], _feedback.Read);
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "b"));
    }

    [Fact]
    public async Task Run_FileWrittenAnew_BeginsAgain()
    {
        _feedback.Write("11272026", ["a", "b"], _world.Now);
        await RunAsync();
        _feedback.Write("11272026", ["c"], _world.Now);
        await RunAsync();

        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "c"));
    }

    [Fact]
    public async Task Run_FileNotChangedForLong_IsNotLookedAt()
    {
        _feedback.Write("11182026", ["a"], _world.Now - PushFeedback.LookBack);
        await RunAsync();

        Assert.Empty(_feedback.Read);
    }

    [Fact]
    public async Task Run_MoreThanItMay_IsGoneOnWithByTheNext()
    {
        _feedback.BytesEach = PushFeedback.MostBytes / 2;
        _feedback.Write("11272026", ["a", "b", "c"], _world.Now);
        await RunAsync();
        Assert.Equal(2, _feedback.Read.Count);
        Assert.False(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "c"));

        await RunAsync();
        Assert.True(await _world.Suppressions.IsSuppressedAsync(Channel.Push, "c"));
        Assert.Equal(3, _feedback.Read.Count);
    }

    [Fact]
    public async Task Run_BrokenOffInAFile_ReadsFromThereAgain()
    {
        await HandleAsync("t1");
        _feedback.Write("11272026", ["a", "t1"], _world.Now);
        _feedback.FailsAt = 100;
        await Assert.ThrowsAsync<HttpRequestException>(RunAsync);
        _feedback.FailsAt = null;

        Assert.Equal(1, await RunAsync());
        Assert.Equal(["11272026 0", "11272026 100"], _feedback.Read);
    }

    [Fact]
    public async Task Run_NoSource_DoesNothing() => Assert.Equal(0, await new PushFeedback([], new(_world.Tables), null!, _world.Clock, NullLogger<PushFeedback>.Instance).RunAsync(_world.Sequences));

    private Task<int> RunAsync() => Runner.RunAsync(_world.Sequences);

    private async Task HandleAsync(string token) => await _world.ApplyAsync(new IncomingEvent
    {
        Id = $"push-{token}",
        UserId = "anna",
        Type = IncomingEvent.ProfileType,
        At = _world.Now.AddDays(-1),
        Profile = new() { Installations = [new("phone", "fcm", token, _world.Now.AddDays(-1))] },
    });

    /// <summary>Files with one entry to each so many bytes, one entry a reading.</summary>
    private sealed class AFeedback : IPushFeedback
    {
        private readonly Dictionary<string, (FeedbackFile File, string[] Handles, DateTimeOffset At)> _files = [];
        private int _versions;

        public long BytesEach { get; set; } = 100;

        public long? FailsAt { get; set; }

        public List<string> Read { get; } = [];

        public void Write(string name, string[] handles, DateTimeOffset at) =>
            _files[name] = (new(name, $"v{++_versions}", handles.Length * BytesEach, at, new("https://hub.example/f")), handles, at);

        public Task<IReadOnlyList<FeedbackFile>> ListAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<FeedbackFile>>([.. _files.Values.Select(each => each.File)]);

        public Task<FeedbackSlice> ReadAsync(FeedbackFile file, long from, CancellationToken cancel)
        {
            if (from == FailsAt)
                throw new HttpRequestException("no answer");
            Read.Add($"{file.Name} {from}");
            var (_, handles, at) = _files[file.Name];
            var entry = from / BytesEach;
            return Task.FromResult(entry < handles.Length ? new FeedbackSlice([new(handles[entry], null, at)], 0, from + BytesEach) : new([], 0, from));
        }
    }
}
