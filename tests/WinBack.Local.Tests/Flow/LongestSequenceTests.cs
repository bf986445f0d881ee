using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Local.Durable;
using Xunit;
using static WinBack.Local.Tests.Flow.ARunningApp;
using Turn = WinBack.Local.Durable.Episode;

namespace WinBack.Local.Tests.Flow;

/// <summary>A history is read whole at every replay, so it is bounded whatever happens to a sequence.</summary>
public sealed class LongestSequenceTests
{
    private const int Touches = 10;   // more are refused when a campaign is read

    [Theory]
    [InlineData(0)]
    [InlineData(1)]   // the touch whose last wait is over passes, and those after it have their turn
    [InlineData(3)]
    public async Task History_OfTheLongestSequenceThereCanBe_StaysBelowItsBound(int passed)
    {
        var most = SequencePlan.MaxWaits(Touches);
        await using var app = await OpenAsync(services => services.RemoveAll<IChannel>().AddSingleton<IChannel>(provider => new LateTaker(provider.GetRequiredService<TimeProvider>(), most + passed)), Campaign());
        await app.BuysReachableAsync("anna");
        await app.UntilAsync(29, 23);
        await app.UntilAsync(30, 0.1);
        var id = OpenEnrolment.InstanceId("again", 1, (await app.People.FindAsync("anna"))!.PersonKey);
        for (var touch = 1; touch < Touches; touch++)
        {
            await app.UntilAsync(30 + touch, -1);
            await app.Durable.RaiseEventAsync(id, "engaged");   // the last touch was clicked
            if (touch <= 2)
                await app.Durable.RaiseEventAsync(id, "optedOut");   // one channel, then another: there is one left
        }

        await app.UntilAsync(30 + Touches - 1, -0.5);
        await app.BuysAsync("anna", 30 + Touches - 1.2);
        await app.UntilAsync(60);

        Assert.Equal("returned", await app.EndOfSequenceAsync("anna"));
        Assert.Equal(Touches - 1 - passed, (await app.LedgerAsync("anna")).Count(row => row.EndsWith("Accepted", StringComparison.Ordinal)));
        var history = await app.Engine.ReadHistoryAsync(id);
        Assert.Equal(most, history.SelectMany(episode => episode.Actions).Count(action => action is DurableAction.CallActivity { Name: "ContactTouch" }) - (Touches - 1));
        Assert.InRange(Count(history), SequencePlan.MaxHistory * 3 / 4, SequencePlan.MaxHistory - 1);   // from below: the bound is not idle
    }

    // As Durable Functions counts: what began it, and for each turn its begin, its end, what was delivered and what was asked for.
    private static int Count(IReadOnlyList<Turn> history) => 1 + history.Sum(turn => 2 + turn.Events.Count + turn.Actions.Count);

    private static string Campaign() => """
        id: again
        name: Again
        status: active
        goal: purchase
        lapse: {after: P30D, since: purchase}
        holdout: 0%
        coolDown: P10D
        attributionWindow: P7D
        touches:
        """ + "\n" + string.Concat(Enumerable.Range(0, Touches).Select(touch => string.Create(
            CultureInfo.InvariantCulture,
            $"  - {{id: t{touch}, delay: P{touch}D, channels: [email], expires: P3D, email: {{subject: Hello, body: Look, link: \"https://shop.example/\"}}}}\n")));

    /// <summary>Puts the first message off as often as a sequence bears, then takes everything.</summary>
    private sealed class LateTaker(TimeProvider clock, int refusals) : IChannel
    {
        private int _calls;

        public Channel Channel => Channel.Email;

        public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancel) => Task.FromResult<SendResult>(
            _calls++ < refusals ? new SendResult.RefusedForNow("not now", clock.GetUtcNow().AddMinutes(30)) : new SendResult.Accepted("p"));
    }
}
