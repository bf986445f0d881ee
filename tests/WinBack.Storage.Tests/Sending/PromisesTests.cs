using CsCheck;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Storage.Tests.Users;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>Promises 1 to 5 and 7 under arbitrary interleavings of everything that can happen.</summary>
public sealed class PromisesTests
{
    private static readonly Gen<Happening[]> Happenings =
        Gen.Select(Gen.Int[0, TurbulentWorld.Kinds - 1], Gen.Int[0, 59], Gen.Int[0, 59], (kind, a, b) => new Happening(kind, a, b)).Array[1, 60];

    [Fact]
    public void Anything_Happening_BreaksNoPromise()
    {
        var calls = 0;
        Happenings.Sample(happenings => Interlocked.Add(ref calls, Run(happenings)), iter: 400, threads: 1);
        Assert.True(calls > 400, $"Only {calls} calls of the provider: nothing was tried.");
    }

    private static int Run(Happening[] happenings) => RunAsync(happenings).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(Happening[] happenings)
    {
        var turbulent = new TurbulentWorld();
        await turbulent.BeginAsync();
        foreach (var it in happenings)
            await turbulent.HappenAsync(it);
        Assert.Empty(turbulent.Promises.Broken);
        await turbulent.SettleAsync();
        Assert.Empty(turbulent.Promises.Broken);
        await NothingIsLeftAsync(turbulent);
        return turbulent.Promises.Calls;
    }

    private static async Task NothingIsLeftAsync(TurbulentWorld turbulent)
    {
        var world = turbulent.World;
        Assert.Equal(0, await PersonStoreTests.PendingAsync(world));
        var due = await world.DueRowsAsync();
        Assert.DoesNotContain(due, row => row.At < world.Now.AddHours(-1));
        foreach (var id in new[] { "anna", "bert", "cleo" })
        {
            var user = await world.UserAsync(id);
            if (user.NextCheck is { } check)
                Assert.Single(due, row => row.Kind == DueKind.Check && row.UserId == id && row.At == check);
            foreach (var open in user.Open)
            {
                // A try that was given up may have left an earlier one, which closes nothing.
                Assert.Contains(due, row => row.Kind == DueKind.Close && row.UserId == id && row.Campaign == open.Campaign && row.Episode == open.Episode && row.At >= open.WindowEnds);
                Assert.Single(world.Sequences.Started, start => start.InstanceId == open.InstanceId(user.PersonKey));
            }

            await SlotsAreKeptAsync(turbulent, user);
        }
    }

    // A contact stands for an attempt that may have reached the person, or is about to; and none of those is missing.
    private static async Task SlotsAreKeptAsync(TurbulentWorld turbulent, User user)
    {
        var taken = (await turbulent.World.People.LedgerAsync(user.Id))
            .Where(row => row.State is AttemptState.Claimed or AttemptState.Sending or AttemptState.Accepted or AttemptState.Unknown)
            .Select(row => AttemptKey.For(OpenEnrolment.InstanceId(row.Campaign, row.Episode, user.PersonKey), row.Touch, row.Channel!.Value));
        Assert.Equal(taken.Order(), user.Contacts.Select(each => each.Attempt).Order());
        Assert.All(user.Contacts, each => Assert.True(each.At > turbulent.World.Now - ContactRing.Remembered));
    }
}
