using Microsoft.Extensions.Time.Testing;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Sending;
using WinBack.Storage.Tables;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>Many instances, one provider: together they stay within what it allows.</summary>
public sealed class PacesTests
{
    private const int Instances = 20;

    private readonly CountingTables _tables = new(new MemoryTables());
    private readonly FakeTimeProvider _clock = new(Given.Noon);

    [Theory]
    [InlineData(200, 3_000, 60)]        // a toll-free number, asked for much more than it can
    [InlineData(200, 600, 600)]         // and for less
    [InlineData(6_000, 30_000, 120)]    // a short code
    [InlineData(30, 120, 30)]
    public async Task TakeToken_ManyInstances_KeepTheRateInEveryWindow(int perMinute, int messages, int arriveWithinSeconds)
    {
        var options = new SendingOptions { SmsPerMinute = perMinute };

        var sent = await SimulateAsync(Channel.Sms, options, messages, TimeSpan.FromSeconds(arriveWithinSeconds));

        Assert.Equal(messages, sent.Count);
        AssertRate(sent, new(perMinute));
        var needed = TimeSpan.FromMinutes((double)messages / perMinute);
        var slowest = Later(needed, TimeSpan.FromSeconds(arriveWithinSeconds)) * 1.3 + TimeSpan.FromSeconds(30);
        Assert.True(sent[^1] - Given.Noon <= slowest, $"took {sent[^1] - Given.Noon}, allowed {slowest}");      // what leases waste is little
    }

    [Fact]
    public async Task TakeToken_EmailOfManyInstances_KeepsTheMinuteAndTheHour()
    {
        var options = new SendingOptions { EmailPerMinute = 30, EmailPerHour = 100 };

        var sent = await SimulateAsync(Channel.Email, options, 350, TimeSpan.FromMinutes(90));

        AssertRate(sent, new(30));
        for (var i = 0; i + 100 < sent.Count; i++)
            Assert.True(sent[i + 100] - sent[i] > TimeSpan.FromHours(1), $"101 e-mails within {sent[i + 100] - sent[i]}");
        Assert.InRange(sent[^1] - Given.Noon, TimeSpan.FromHours(3), TimeSpan.FromHours(5));
    }

    [Fact]
    public async Task TakeToken_OneInstanceAtFullRate_WritesOnceInTwoSeconds()
    {
        using var channels = Instance(Channel.Sms, new() { SmsPerMinute = 6_000 });
        for (var i = 0; i < 12_000; i++)
            await channels.TakeTokenAsync(Channel.Sms, Given.Noon.AddSeconds(i / 100.0), CancellationToken.None);

        Assert.InRange(_tables.Read()[Paces.Table].Total, 1, 120 / 2 + 10);      // two minutes, and as many more as it takes to double up
    }

    [Fact]
    public async Task TakeToken_NoLimit_TouchesNoTable()
    {
        using var channels = Instance(Channel.Sms, new());

        Assert.Null((await channels.TakeTokenAsync(Channel.Sms, Given.Noon, CancellationToken.None)).Wait);
        Assert.Equal(0, _tables.Sum().Total);
    }

    [Fact]
    public async Task Lease_AtOneInstant_GivesEachTokenOnce()
    {
        var tables = new MemoryTables();
        var limits = new PaceLimits(6_000);
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            List<PaceLease> mine = [];
            var paces = new Paces(tables);
            for (var i = 0; i < 50; i++)
            {
                if (await paces.LeaseAsync("sms|shop", limits, Given.Noon, 3) is { } lease)
                    mine.Add(lease);
            }

            return mine;
        })));

        var tokens = leases.SelectMany(each => each).SelectMany(each => Enumerable.Range(0, each.Count).Select(i => each.Start + (i * each.Step))).ToList();
        Assert.NotEmpty(tokens);
        Assert.Equal(tokens.Count, tokens.Distinct().Count());
    }

    [Fact]
    public async Task Lease_OthersAlwaysFaster_GivesUp()
    {
        var paces = new Paces(new Contested());

        Assert.Null(await paces.LeaseAsync("sms|shop", new(60), Given.Noon, 1));
    }

    [Fact]
    public async Task TakeToken_OthersAlwaysFaster_PromisesNothing()
    {
        using var channels = new Channels([new ProviderChannel(Channel.Sms, new())], new() { SmsPerMinute = 60 }, new(new Contested()));

        Assert.Equal((Given.Noon.AddSeconds(5), false), await channels.TakeTokenAsync(Channel.Sms, Given.Noon, CancellationToken.None));
    }

    [Fact]
    public async Task Lease_OfOtherResources_IsAnotherLine()
    {
        var paces = new Paces(_tables);
        await paces.LeaseAsync("sms|shop", new(60), Given.Noon, 100);

        Assert.Equal(Given.Noon.AddSeconds(-2), (await paces.LeaseAsync("sms|other", new(60), Given.Noon, 1))!.Start);
    }

    // Messages arrive evenly spread over the instances; each is sent when it gets a token, or at the instant it was promised.
    private async Task<List<DateTimeOffset>> SimulateAsync(Channel channel, SendingOptions options, int messages, TimeSpan within)
    {
        var instances = Enumerable.Range(0, Instances).Select(_ => Instance(channel, options)).ToList();
        var waiting = new PriorityQueue<(int Message, bool IsPromised), (DateTimeOffset At, int Message)>();
        for (var i = 0; i < messages; i++)
            waiting.Enqueue((i, false), (Given.Noon + (within * ((double)(i * 7919L % messages) / messages)), i));
        List<DateTimeOffset> sent = [];
        while (waiting.TryDequeue(out var message, out var turn))
        {
            if (turn.At > _clock.GetUtcNow())
                _clock.SetUtcNow(turn.At);
            var (wait, isPromised) = message.IsPromised
                ? (null, false)
                : await instances[message.Message % Instances].TakeTokenAsync(channel, turn.At, CancellationToken.None);
            if (wait is { } until)
                waiting.Enqueue((message.Message, isPromised), (until, message.Message));
            else
                sent.Add(turn.At);
        }

        instances.ForEach(each => each.Dispose());
        return sent;
    }

    private Channels Instance(Channel channel, SendingOptions options) => new([new ProviderChannel(channel, new())], options, new Paces(_tables));

    // Messages i to j are within rate and burst when (j - i) steps are no longer than what passed between them and a burst: for all windows at once.
    private static void AssertRate(List<DateTimeOffset> sent, PaceLimits limits)
    {
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < sent.Count; i++)
        {
            var ahead = (i * limits.Step) - (sent[i] - sent[0]);
            least = least < ahead ? least : ahead;
            Assert.True(ahead - least <= PaceLimits.Burst, $"message {i} at {sent[i]:O} is {ahead - least} ahead of the rate");
        }
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private sealed class Contested : ITables, ITable
    {
        public ITable Open(string name) => this;

        public ValueTask<TableRow?> GetAsync(string partition, string row, CancellationToken cancel) => new((TableRow?)null);

        public ValueTask<TablePage> QueryAsync(string partition, string from, string to, int pageSize, string? continuation, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<BatchResult> BatchAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel) => new(new BatchResult.Refused(0));
    }
}
