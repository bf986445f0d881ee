using System.Globalization;
using System.Text.Json;
using WinBack.Core.Events;
using WinBack.Core.Users;
using Xunit;

namespace WinBack.Core.Tests.Users;

/// <summary>What is remembered of looks and purchases.</summary>
public sealed class InterestsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Looked_Twice_KeepsTheLaterOfEachType()
    {
        var held = Interests.Looked(Interests.Looked(Interests.Looked([], "a", "viewed", Noon), "a", "viewed", Noon.AddDays(-1)), "a", "carted", Noon.AddDays(-2));

        Assert.Equal([("carted", Noon.AddDays(-2)), ("viewed", Noon)], Assert.Single(held).Looks.OrderBy(look => look.Key).Select(look => (look.Key, look.Value)));
        Assert.Same(held, Interests.Looked(held, "a", "viewed", Noon));
    }

    [Theory]
    [InlineData(-1, false)]    // before it was bought
    [InlineData(0, false)]
    [InlineData(30, false)]    // people look at what they bought
    [InlineData(31, true)]
    public void Bought_LookInWhateverOrder_CountsOnlyWhenLongAfter(int days, bool counts)
    {
        var lookFirst = Interests.Bought(Interests.Looked([], "a", "viewed", Noon.AddDays(days)), "a", Noon);
        var boughtFirst = Interests.Looked(Interests.Bought([], "a", Noon), "a", "viewed", Noon.AddDays(days));

        Assert.Equal(counts ? ["a"] : [], Interests.Leading(lookFirst));
        Assert.Equal(counts ? ["a"] : [], Interests.Leading(boughtFirst));
    }

    [Fact]
    public void Kept_TooManyOrTooOld_AreForgotten()
    {
        IReadOnlyList<Interest> held = [];
        for (var i = 0; i < 60; i++)
            held = Interests.Looked(held, $"item{i}", "viewed", Noon.AddHours(i));

        Assert.Equal(Enumerable.Range(10, 50).Reverse().Select(i => $"item{i}"), Interests.Kept(held, Noon.AddDays(3)).Select(each => each.Item));
        Assert.Equal(["item59"], Interests.Kept(held, Noon.AddHours(59) + Interests.Remembered).Select(each => each.Item));
        Assert.Empty(Interests.Kept(held, Noon.AddHours(60) + Interests.Remembered));
    }

    [Fact]
    public void Kept_TooManyPurchases_MakeWayForLooks()
    {
        var held = Interests.Looked([], "looked at", "viewed", Noon.AddDays(-80));
        for (var i = 0; i < 60; i++)
            held = Interests.Bought(held, $"bought{i:D2}", Noon.AddHours(i));

        var kept = Interests.Kept(held, Noon.AddDays(3)).Select(each => each.Item).ToList();
        Assert.Equal(["looked at"], kept.Take(1));
        Assert.Equal(Enumerable.Range(11, 49).Reverse().Select(i => $"bought{i:D2}"), kept.Skip(1));
    }

    [Fact]
    public void Looked_ByMoreTypesThanAreRemembered_ForgetsTheOneLongestAgo()
    {
        IReadOnlyList<Interest> held = [];
        foreach (var (type, days) in new[] { ("a", 3), ("b", 1), ("c", 5), ("d", 2), ("e", 4), ("f", 0) })
            held = Interests.Looked(held, "item", type, Noon.AddDays(days));

        Assert.Equal(["a", "c", "d", "e"], Assert.Single(held).Looks.Keys.Order(StringComparer.Ordinal));
    }

    // As UserLimits says: what is remembered of looks leaves room for the rest of the row.
    [Fact]
    public void Kept_EverythingAtItsLimit_IsAtMost32KiB()
    {
        IReadOnlyList<Interest> held = [];
        for (var i = 0; i < Interests.Most + 1; i++)
        {
            var item = i.ToString("D3", CultureInfo.InvariantCulture).PadRight(ItemState.LongestItem, 'x');
            held = Interests.Bought(held, item, Noon.AddTicks(i));
            for (var type = 0; type < Interests.MostLooks + 1; type++)
                held = Interests.Looked(held, item, $"{type}".PadRight(EventLimits.Type, 't'), Noon.AddDays(40).AddTicks(1234567 + i));
        }

        var kept = Interests.Kept(held, Noon.AddDays(50));
        Assert.Equal(Interests.Most, kept.Count);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(kept, JsonSerializerOptions.Web).Length, 24 * 1024, 32 * 1024);
    }

    [Fact]
    public void Set_SeveralTimesInAChange_LeavesOneEffectThatSaysWhatIsLeft()
    {
        var user = new User { Id = "anna", PersonKey = "key", Interests = Interests.Looked(Interests.Looked([], "old", "viewed", Noon), "stays", "viewed", Noon) };
        var change = new PersonChange(user, isNew: false, Noon, Noon);

        Interests.Set(change, Interests.Looked(change.User.Interests, "new", "viewed", Noon));
        Interests.Set(change, Interests.Looked(change.User.Interests, "brief", "viewed", Noon));
        Interests.Set(change, [.. Interests.Bought(change.User.Interests, "brief", Noon).Where(each => each.Item != "old")]);

        var effect = Assert.IsType<Effect.FollowItems>(Assert.Single(change.Effects));
        Assert.Equal(["new"], effect.Wanted);
        Assert.Equal(["brief", "old"], effect.Left);
    }

    [Fact]
    public void Set_AnotherLookAtTheSame_LeavesNothingToBeDone()
    {
        var change = new PersonChange(new() { Id = "anna", PersonKey = "key", Interests = Interests.Looked([], "a", "viewed", Noon) }, isNew: false, Noon, Noon);

        Interests.Set(change, Interests.Looked(change.User.Interests, "a", "viewed", Noon.AddDays(1)));

        Assert.Empty(change.Effects);
        Assert.Equal(Noon.AddDays(1), change.User.Interests[0].Latest);
    }
}
