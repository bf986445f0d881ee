using System.Text;
using WinBack.Core.Events;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Events;

public sealed class QueuePlanTests
{
    private static readonly EventRules Rules = new(Given.Noon, SourceTrust.Full);

    private const string Everything = """
        {"id":"e-\u00fc","userId":"анна","mergeFrom":"device-1","type":"purchase","at":"2026-11-24T09:00:00.1234567+01:00","value":12.50,"currency":"EUR",
         "properties": { "sku" : "guji-500", "list": [1, {"a":{"b":{"c":{"d":{"e":1}}}}}], "text": "Ж" },
         "profile":{"name":"Анна \"A\"","email":null,"phone":{"value":"+4915112345678","at":"2026-11-23T09:00:00Z"},"timeZone":"Europe/Berlin",
          "attributes":{"plan":"pro","points":120.0,"student":false,"gone":null,"dated":{"value":1e2,"at":"2026-11-20T09:00:00Z"}},
          "push":[{"id":"phone","platform":"fcm","token":"t"},{"id":"old","platform":"apns","token":null,"at":"2026-11-20T09:00:00Z"}],
          "consent":{"email":{"given":true,"source":"checkout","at":"2026-11-21T09:00:00Z","textVersion":"2026-04"}}}}
        """;

    [Fact]
    public void Of_AnEventWithEverything_IsReadBackAsItWasSent()
    {
        var sent = Items(Everything);

        var message = Assert.Single(QueuePlan.Of(sent).Messages);
        var read = EventMessage.Read(message.Body);

        Assert.Empty(read.Refusals);
        Assert.Equal(Text(Assert.Single(sent).Event), Text(Assert.Single(read.Items).Event));
        Assert.Equal(sent[0].Event.Properties!.Value.GetRawText(), read.Items[0].Event.Properties!.Value.GetRawText());
    }

    [Fact]
    public void Of_PropertiesAtTheLimitInAnotherScript_AreReadBack()   // escaped, they would exceed the limit
    {
        var sent = Items(Large("e", "u", 'Ж', 16_000));

        Assert.Empty(EventMessage.Read(Assert.Single(QueuePlan.Of(sent).Messages).Body).Refusals);
    }

    [Fact]
    public void Of_AnEventAtTheEdgeOfWhatIsTaken_IsReadBackOnASlowerClock()
    {
        PlacedEvent[] sent = [new(0, Given.Purchase(Given.Noon + EventLimits.Ahead)), new(1, Given.Purchase(Given.Noon - EventLimits.Retention, "old"))];

        Assert.Empty(EventMessage.Read(Assert.Single(QueuePlan.Of(sent).Messages).Body).Refusals);
    }

    [Fact]
    public void Of_WhoWithdrawsAConsent_NothingOfThemWaits()
    {
        PlacedEvent[] sent =
        [
            new(0, Given.Purchase(Given.Noon)), new(1, Given.Purchase(Given.Noon, user: "bert")), new(2, Given.Consent(given: false, Given.Noon, "stop")), new(3, Given.Purchase(Given.Noon, "later")),
        ];

        var plan = QueuePlan.Of(sent);

        Assert.Equal([0, 2, 3], plan.AtOnce.Select(item => item.Position));
        Assert.Equal([1], plan.Queued.Select(item => item.Position));
        Assert.Equal(["bert"], EventMessage.Read(Assert.Single(plan.Messages).Body).Items.Select(item => item.Event.UserId));
    }

    [Fact]
    public void Of_WhoGivesConsent_MayWait() => Assert.Empty(QueuePlan.Of([new(0, Given.Consent(given: true, Given.Noon, "yes"))]).AtOnce);

    [Fact]
    public void Of_AnEventTooLargeForAMessage_IsNotQueued()
    {
        var attributes = string.Join(',', Enumerable.Range(0, 250).Select(i => $"\"a{i}\":\"{new string('x', 1000)}\""));
        var sent = Items("""{"id":"e","userId":"u","at":"2026-11-24T09:00:00Z","profile":{"attributes":{""" + attributes + "}}}");

        var plan = QueuePlan.Of(sent);

        Assert.Equal((1, 0), (plan.AtOnce.Count, plan.Messages.Count));
    }

    [Fact]
    public void Of_ManyUsersMixed_KeepsEachTogetherInOrderAndEveryMessageWithinItsBounds()
    {
        PlacedEvent[] sent = [.. Enumerable.Range(0, 1000).Select(i => new PlacedEvent(i, Given.Purchase(Given.Noon, $"e{i}", $"u{i % 37}") with { Currency = "EUR" }))];

        var messages = QueuePlan.Of(sent).Messages;

        var read = messages.Select(message => EventMessage.Read(message.Body).Items).ToList();
        Assert.All(messages, message => Assert.InRange(message.Count, 1, EventMessage.MostEvents));
        Assert.All(read.SelectMany(items => items).GroupBy(item => item.Event.UserId), user => Assert.Equal(
            sent.Where(item => item.Event.UserId == user.Key).Select(item => item.Event.Id), user.Select(item => item.Event.Id)));
        Assert.All(Enumerable.Range(0, 37), user => Assert.Single(read, items => items.Any(item => item.Event.UserId == $"u{user}")));
    }

    [Fact]
    public void Of_MoreOfOneUserThanAMessageHolds_GoesOnInTheNext()
    {
        PlacedEvent[] sent = [.. Enumerable.Range(0, 250).Select(i => new PlacedEvent(i, Given.Purchase(Given.Noon, $"e{i}")))];

        Assert.Equal([100, 100, 50], QueuePlan.Of(sent).Messages.Select(message => message.Count));
    }

    [Fact]
    public void Of_LargeEvents_FillNoMessageBeyondItsBytes()
    {
        var sent = Items("[" + string.Join(',', Enumerable.Range(0, 20).Select(i => Large($"e{i}", $"u{i % 3}", 'x', 30_000))) + "]");

        var messages = QueuePlan.Of(sent).Messages;

        Assert.Equal(20, messages.Sum(message => message.Count));
        Assert.All(messages, message => Assert.InRange(message.Body.Length, 1, EventMessage.MostBytes));
    }

    [Fact]
    public void Of_TheSameAgain_IsTheSameMessage_OfAnotherEvent_IsNot()
    {
        string Id(string id) => QueuePlan.Of([new(0, Given.Purchase(Given.Noon, id))]).Messages[0].Id;

        Assert.Equal(Id("a"), Id("a"));
        Assert.NotEqual(Id("a"), Id("b"));
        Assert.Equal(43, Id("a").Length);   // room for what a replay adds, within 128
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "schema version")]
    [InlineData("""{"events":[]}""", "schema version")]
    [InlineData("""{"v":2,"events":[]}""", "schema version 2")]
    [InlineData("""{"v":1}""", "no array")]
    public void Read_NoneOfOurs_SaysWhy(string body, string why) =>
        Assert.Contains(why, Assert.Throws<EventBodyException>(() => EventMessage.Read(Encoding.UTF8.GetBytes(body))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_AnItemOfANewerSchema_RefusesThatItemOnly()
    {
        var read = EventMessage.Read("""{"v":1,"events":[{"id":"a","userId":"u","type":"t","at":"2026-11-24T09:00:00Z"},{"id":"b","new":1}]}"""u8.ToArray());

        Assert.Equal((1, 1), (read.Items.Count, Assert.Single(read.Refusals).Position));
    }

    private static string Large(string id, string user, char of, int length) =>
        $"{{\"id\":\"{id}\",\"userId\":\"{user}\",\"type\":\"t\",\"at\":\"2026-11-24T09:00:00Z\",\"properties\":{{\"a\":\"{new string(of, length)}\"}}}}";

    private static IReadOnlyList<PlacedEvent> Items(string body)
    {
        var batch = EventBatch.Read(Encoding.UTF8.GetBytes(body), Rules);
        Assert.Empty(batch.Refusals);
        return batch.Items;
    }

    private static string Text(IncomingEvent given) => System.Text.Json.JsonSerializer.Serialize(given);
}
