using System.Text.Json;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Outcomes;

public sealed class PushOpenedReactionTests
{
    private static readonly AttemptReference Pushed = AttemptReference.For("replenish.1.key-of-anna:reminder:push", 7);

    [Fact]
    public void React_OwnTouch_IsAFactAndWakesTheSequence()
    {
        var change = React("push_opened", $$"""{"touch":"{{Pushed}}"}""");

        var fact = Assert.IsType<Effect.AppendFact>(change.Effects[0]).Fact;
        Assert.Equal((FactKind.Opened, "reminder", Channel.Push, Given.Noon), (fact.Kind, fact.Touch, fact.Channel, fact.At));
        Assert.Equal(new Effect.WakeSequence("replenish.1.key-of-anna", Signal.Engaged), change.Effects[1]);
        Assert.Equal([new TouchEngagement("reminder", OpenedAt: Given.Noon)], change.User.Open[0].Engaged);
        Assert.Equal([new MessageClick("reminder", Channel.Push, Given.Noon)], change.User.Open[0].Clicks);   // a push is opened by a tap on it
    }

    [Theory]
    [InlineData("push_opened", """{"touch":"AAAAAAAAAAAAAAAA"}""")]    // of somebody else, or of an enrolment that is over
    [InlineData("push_opened", """{"touch":17}""")]
    [InlineData("push_opened", """{"touch":"x"}""")]
    [InlineData("push_opened", """["touch"]""")]
    [InlineData("push_opened", "{}")]
    [InlineData("push_opened", null)]
    public void React_AnythingElse_IsNothing(string type, string? properties) => Assert.Empty(React(type, properties).Effects);

    [Fact]
    public void React_OtherEvent_IsNothing() => Assert.Empty(React("app_open", $$"""{"touch":"{{Pushed}}"}""").Effects);

    private static PersonChange React(string type, string? properties)
    {
        var user = Given.User() with
        {
            Open =
            [
                new()
                {
                    Campaign = "replenish",
                    Version = 1,
                    Episode = 1,
                    Arm = Arm.Treatment,
                    Probability = 1,
                    EnrolledAt = Given.Noon.AddDays(-2),
                    LapsedAt = Given.Noon.AddDays(-2),
                    WindowEnds = Given.Noon.AddDays(20),
                    Touches = [new("reminder", Given.Noon.AddDays(-2)), new("last", Given.Noon.AddDays(5))],
                },
            ],
        };
        var change = Given.Change(user);
        new PushOpenedReaction().React(change, user, Given.Event(type, Given.Noon) with
        {
            Properties = properties is null ? null : JsonDocument.Parse(properties).RootElement,
        });
        return change;
    }
}
