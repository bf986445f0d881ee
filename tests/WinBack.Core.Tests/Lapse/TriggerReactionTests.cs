using System.Text.Json;
using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Lapse;

public sealed class TriggerReactionTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    [Fact]
    public void React_AtOnce_EnrolsInTheSameChange()
    {
        var change = Reacted(Given.User(), Cancelled(Noon), OnCancelled());

        var open = Assert.Single(change.User.Open);
        Assert.Equal(("saved", Noon, Noon, "event-1"), (open.Campaign, open.EnrolledAt, open.LapsedAt, open.Trigger!.EventId));
        Assert.Empty(change.User.Armed);
        Assert.Null(change.User.NextCheck);
        Assert.Contains(change.Effects, effect => effect is Effect.StartSequence);
    }

    [Fact]
    public void React_Later_ArmsAndFilesTheCheck()
    {
        var change = Reacted(Given.User(), Cancelled(Noon), OnCancelled("PT1H"));

        Assert.Empty(change.User.Open);
        Assert.Equal(Noon.AddHours(1), change.User.NextCheck);
        Assert.Equal(("saved", Noon), (change.User.Armed[0].Campaign, change.User.Armed[0].At));
    }

    [Fact]
    public void React_UnderACeiling_EntersByACheckFiledForNow()
    {
        var change = Reacted(Given.User(), Cancelled(Noon), OnCancelled() with { Entry = new(MaxPerDay: 10) });

        Assert.Empty(change.User.Open);
        Assert.Equal(Noon, change.User.NextCheck);
    }

    [Fact]
    public void React_FurtherEvent_BeginsTheTimeAnew_InWhateverOrder()
    {
        var campaign = OnCancelled("PT1H");
        foreach (var minutes in new[] { new[] { 0, 30 }, [30, 0] })
        {
            var user = Given.User();
            foreach (var minute in minutes)
                user = Reacted(user, Cancelled(Noon.AddMinutes(minute), $"e{minute}"), campaign, Noon.AddMinutes(30)).User;

            Assert.Equal(new LapseVerdict.NotYet(Noon.AddMinutes(90)), Judge(user, campaign, Noon.AddMinutes(60)));
            Assert.Equal("e30", Assert.IsType<LapseVerdict.Lapsed>(Judge(user, campaign, Noon.AddMinutes(90))).Trigger!.EventId);
        }
    }

    [Theory]
    [InlineData(-10, true)]
    [InlineData(0, true)]
    [InlineData(10, false)]
    public void Judge_UnlessEventAfterIt_DoesNotEnter(int minutes, bool enters)
    {
        var campaign = OnCancelled("PT1H");
        var user = Reacted(Given.User(), Cancelled(Noon), campaign).User;
        user = Reacted(user, Given.Event("subscription_started", Noon.AddMinutes(minutes), "back"), campaign, Noon.AddMinutes(20)).User;

        Assert.Equal(enters, Judge(user, campaign, Noon.AddHours(1)) is LapseVerdict.Lapsed);
    }

    [Fact]
    public void React_UnlessEventCameFirst_IsHeardThoughDatedLater()
    {
        var user = Reacted(Given.User(), Given.Event("subscription_started", Noon.AddMinutes(5), "back"), OnCancelled(), Noon.AddMinutes(6)).User;

        Assert.Empty(Reacted(user, Cancelled(Noon), OnCancelled(), Noon.AddMinutes(7)).User.Open);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void React_LateEvent_EntersWithinThreeDays(int days, bool enters) =>   // an import of years of history must not
        Assert.Equal(enters, Reacted(Given.User(), Cancelled(Noon.AddDays(-days)), OnCancelled()).User.Open.Count == 1);

    public static TheoryData<string, Condition.Field, bool> Wheres() => new()
    {
        { """{"plan":"Pro"}""", Where("plan", Comparison.Is, FieldValue.Of("pro")), true },
        { """{"plan":"Pro"}""", Where("plan", Comparison.In, FieldValue.Of("basic"), FieldValue.Of("free")), false },
        { """{"attempt":3}""", Where("attempt", Comparison.AtLeast, FieldValue.Of(2)), true },
        { """{"attempt":"3"}""", Where("attempt", Comparison.AtLeast, FieldValue.Of(2)), false },   // text is no number
        { """{"trial":false}""", Where("trial", Comparison.Is, FieldValue.Of(false)), true },
        { """{"plan":{"plan":"pro"}}""", Where("plan", Comparison.Present), false },   // what is nested is not looked into
        { """[1]""", Where("plan", Comparison.Absent), true },
        { "{}", Where("value", Comparison.AtLeast, FieldValue.Of(10)), true },   // the event's own
        { """{"value":1}""", Where("value", Comparison.AtLeast, FieldValue.Of(10)), false },
        { "{}", Where("currency", Comparison.Is, FieldValue.Of("EUR")), true },
    };

    [Theory]
    [MemberData(nameof(Wheres))]
    public void React_Where_ReadsTheEventsOwnProperties(string properties, Condition.Field where, bool enters)
    {
        var campaign = OnCancelled();
        var given = Cancelled(Noon) with { Properties = JsonDocument.Parse(properties).RootElement, Value = 20, Currency = "EUR" };

        Assert.Equal(enters, Reacted(Given.User(), given, campaign with { On = campaign.On! with { Where = [where] } }).User.Open.Count == 1);
    }

    [Fact]
    public void React_Refund_EntersNobody() => Assert.Empty(Reacted(Given.User(), Cancelled(Noon) with { Value = -5 }, OnCancelled()).User.Armed);

    [Fact]
    public void React_Properties_AreKeptIfAskedForAndShort()
    {
        var campaign = OnCancelled();
        campaign = campaign with { On = campaign.On! with { Keep = ["item", "long", "deep", "absent", "value"] } };
        var properties = JsonSerializer.SerializeToElement(new { item = "Kettle", secret = "x", @long = new string('a', 199) + "😀", deep = new { a = 1 } });

        var kept = Reacted(Given.User(), Cancelled(Noon) with { Properties = properties, Value = 9 }, campaign).User.Open[0].Trigger!.Properties;
        Assert.Equal(["item", "long", "value"], kept.Keys.Order());
        Assert.Equal(("Kettle", new string('a', 199), 9), (kept["item"].Text, kept["long"].Text, kept["value"].Number));
    }

    [Fact]
    public void React_OutsideTheAudience_EntersWhenItChangesInTime()
    {
        var campaign = OnCancelled() with { Audience = new Condition.Field("country", Comparison.Is, [FieldValue.Of("DE")]) };
        var user = Reacted(Given.User(), Cancelled(Noon), campaign).User;
        Assert.Empty(user.Open);

        var moved = Given.Event(IncomingEvent.ProfileType, Noon, "p") with { Profile = new() { Fields = new Dictionary<string, GivenField<string?>> { ["country"] = new("DE", Noon) } } };
        user = Reacted(user with { NextCheck = null }, moved, campaign, Noon.AddDays(1)).User;
        Assert.Equal(Noon.AddDays(1), user.NextCheck);
        Assert.IsType<LapseVerdict.TooLongAgo>(Judge(user, campaign, Noon.AddDays(3).AddTicks(1)));
    }

    [Fact]
    public void Judge_SecondTime_EntersAgainAfterTheCoolDown_OrNotAtAll()
    {
        var campaign = OnCancelled() with { CoolDown = Threshold.Days(10) };
        var closed = Given.User() with { Episodes = new Dictionary<string, Episode> { ["saved"] = new(1, Noon, Noon.AddDays(14)) } };

        Assert.Equal(2, Assert.Single(At(24).Open).Episode);
        Assert.Empty(At(20).Open);     // the cool-down ends a day after the event's three
        Assert.IsType<LapseVerdict.NotYet>(Judge(At(22), campaign, Noon.AddDays(22)));

        User At(int day) => Reacted(closed, Cancelled(Noon.AddDays(day), "again"), campaign, Noon.AddDays(day)).User;
    }

    [Fact]
    public void React_ManyCampaigns_KeepsTheLatestSixteen()
    {
        var campaigns = Enumerable.Range(0, 20).Select(i => OnCancelled("PT9H", $"c{i:00}") with { On = new($"type{i}", Threshold.Days(1), []) }).ToArray();
        var user = Given.User();
        for (var i = 0; i < 20; i++)
            user = Reacted(user, Given.Event($"type{i}", Noon.AddMinutes(i), $"e{i}"), campaigns, Noon.AddMinutes(i)).User;

        Assert.Equal(UserLimits.ArmedTriggers, user.Armed.Count);
        Assert.Equal(["type19", "type4"], [campaigns.Single(each => each.Id == user.Armed[0].Campaign).On!.Event, campaigns.Single(each => each.Id == user.Armed[^1].Campaign).On!.Event]);
    }

    [Fact]
    public void React_PausedCampaign_ArmsNothing() => Assert.False(Reacted(Given.User(), Cancelled(Noon), OnCancelled() with { Status = CampaignStatus.Paused }).User.Armed.Count > 0);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void React_Excluded_DoesNotEnterAtOnceEither(bool everywhere)
    {
        Campaign Excluding(string id)
        {
            var held = new Condition.Field("id", Comparison.In, [FieldValue.Of(id)]);
            return everywhere ? OnCancelled() with { ExcludeEverywhere = held } : OnCancelled() with { Exclude = held };
        }

        Assert.Empty(Reacted(Given.User(), Cancelled(Noon), Excluding(Given.User().Id)).User.Open);
        Assert.Single(Reacted(Given.User(), Cancelled(Noon), Excluding("somebody-else")).User.Open);
    }

    private static Campaign OnCancelled(string after = "PT0S", string id = "saved") =>
        Given.Campaign(id) with { Lapse = null, On = new("subscription_cancelled", Given.Threshold(after), ["subscription_started"]) };

    private static Condition.Field Where(string property, Comparison comparison, params FieldValue[] values) => new(property, comparison, values);

    private static IncomingEvent Cancelled(DateTimeOffset at, string id = "event-1") => Given.Event("subscription_cancelled", at, id);

    private static LapseVerdict Judge(User user, Campaign campaign, DateTimeOffset now) => LapseJudge.Judge(user, campaign, DateTimeZone.Utc, now);

    private static PersonChange Reacted(User user, IncomingEvent given, Campaign campaign, DateTimeOffset? now = null) => Reacted(user, given, [campaign], now);

    private static PersonChange Reacted(User user, IncomingEvent given, Campaign[] campaigns, DateTimeOffset? now = null)
    {
        var set = Given.Set(campaigns);
        var change = Given.Change(user with { JudgedBy = 1 }, now);
        Assert.Null(EventApplication.Apply(change, given));
        new TriggerReaction(set, new Enrols(), DateTimeZone.Utc).React(change, user, given);
        new NextCheckReaction(set, DateTimeZone.Utc).React(change, user, given);
        return change;
    }

    private sealed class Enrols : IEnroller
    {
        public void Enrol(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse) => Enrolling.Enrol(change, campaign, lapse, DateTimeZone.Utc);
    }
}
