using WinBack.Core.Campaigns;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Users;
using WinBack.TestKit.Builders;
using WinBack.TestKit.Tables;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Storage.Tests.Sending;

/// <summary>Anna, enrolled in a campaign of two touches, and one run of the activity that contacts her.</summary>
internal static class ASending
{
    public static readonly Campaign Plan = ACampaign.With(0, 3);

    public static Task<SequenceState> ContactAsync(AWorld world, SequenceState state) =>
        world.Sender.ContactAsync(state, world.Sequences, CancellationToken.None);

    public static async Task<(AWorld World, SequenceState State)> EnrolledAsync(
        Campaign? campaign = null, Func<User, User>? user = null, Storage.Tables.ITables? tables = null)
    {
        var plan = campaign ?? Plan;
        var world = new AWorld(tables, campaigns: plan);
        await world.People.ChangeAsync(
            "anna",
            change =>
            {
                var made = AUser.Reachable() with { PersonKey = change.User.PersonKey };
                change.User = user?.Invoke(made) ?? made;
                return Enrolling.Enrol(change, plan, new(world.Now.AddDays(-31), world.Now), NodaTime.DateTimeZone.Utc);
            },
            world.Sequences);
        return (world, SequenceState.From(Assert.Single(world.Sequences.Started)));
    }

    /// <summary>The n-th write to the person from here on finds somebody else faster.</summary>
    public static void MeddleAt(MeddledTables tables, int write, Func<Task> meddle)
    {
        var seen = 0;
        tables.BeforeWrite = (name, _) => name == PeopleKeys.Table && ++seen == write ? meddle() : Task.CompletedTask;
    }
}
