using System.Text;
using WinBack.Core.Events;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Events;

public sealed class EventBatchTests
{
    private const string Good = """{"id":"e1","userId":"anna","type":"purchase","at":"2026-11-24T11:00:00Z","value":12.50,"currency":"EUR"}""";

    [Fact]
    public void Read_OneEvent_GivesIt()
    {
        var read = Assert.Single(Read(Good).Items).Event;

        Assert.Equal(("e1", "anna", "purchase", 12.50m, "EUR"), (read.Id, read.UserId, read.Type, read.Value, read.Currency));
        Assert.Equal(Given.Noon.AddHours(-1), read.At);
    }

    [Theory]
    [InlineData("[{0},{0}]")]
    [InlineData("{0}\n{0}")]
    [InlineData("\uFEFF  {0}\r\n\r\n{0}\r\n")]
    public void Read_ArrayOrLines_GivesEachInItsPlace(string shape) =>
        Assert.Equal([0, 1], Read(shape.Replace("{0}", Good, StringComparison.Ordinal)).Items.Select(item => item.Position));

    [Fact]
    public void Read_BadItemAmongGoodOnes_RefusesOnlyThatWithItsPosition()
    {
        var batch = Read($"[{Good},42,{Good}]");

        Assert.Equal([0, 2], batch.Items.Select(item => item.Position));
        Assert.Equal((1, "The item is a number."), (Assert.Single(batch.Refusals).Position, batch.Refusals[0].Reason));
    }

    [Fact]
    public void Read_BrokenLineAmongGoodOnes_RefusesOnlyThat()
    {
        var batch = Read(Good + "\n{\"id\":\n" + Good);

        Assert.Equal([0, 2], batch.Items.Select(item => item.Position));
        Assert.Equal(1, Assert.Single(batch.Refusals).Position);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("hello")]
    [InlineData("[1, 2")]
    public void Read_NoJson_SaysSo(string body) => Assert.False(Assert.Throws<EventBodyException>(() => Read(body)).IsTooLarge);

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void Read_ManyEvents_StopsAtTheLimit(int count, bool refused)
    {
        var lines = string.Join('\n', Enumerable.Repeat(Good, count));
        var array = $"[{string.Join(',', Enumerable.Repeat(Good, count))}]";

        Assert.Equal(refused, Record.Exception(() => Read(lines)) is EventBodyException { IsTooLarge: true });
        Assert.Equal(refused, Record.Exception(() => Read(array)) is EventBodyException { IsTooLarge: true });
    }

    [Fact]
    public void Read_MoreThanOneMebibyte_IsTooLarge() =>
        Assert.True(Assert.Throws<EventBodyException>(() => Read(new string(' ', EventLimits.RequestBytes + 1))).IsTooLarge);

    [Theory]
    [InlineData("""{"userId":"anna","type":"x","at":"2026-11-24T11:00:00Z"}""", "id")]
    [InlineData("""{"id":"","userId":"anna","type":"x","at":"2026-11-24T11:00:00Z"}""", "id")]
    [InlineData("""{"id":"e","userId":7,"type":"x","at":"2026-11-24T11:00:00Z"}""", "userId")]
    [InlineData("""{"id":"e","userId":"anna","type":"x y","at":"2026-11-24T11:00:00Z"}""", "type")]
    [InlineData("""{"id":"e","userId":"anna","at":"2026-11-24T11:00:00Z"}""", "type")]
    [InlineData("""{"id":"e","userId":"anna","type":"profile","at":"2026-11-24T11:00:00Z"}""", "type")]
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"2026-11-24T11:00:00"}""", "at")]   // RFC 3339 wants an offset
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"yesterday"}""", "at")]
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"2024-11-24T11:00:00Z"}""", "at")]   // beyond the retention
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"2026-11-24T11:00:00Z","value":"12"}""", "value")]
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"2026-11-24T11:00:00Z","value":1e300}""", "value")]
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"2026-11-24T11:00:00Z","currency":"euro"}""", "currency")]
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"2026-11-24T11:00:00Z","properties":[]}""", "properties")]
    [InlineData("""{"id":"e","userId":"anna","type":"x","at":"2026-11-24T11:00:00Z","vlaue":1}""", "vlaue")]
    public void Read_BadField_NamesItAndWhatIsAllowed(string item, string field)
    {
        var refusal = Assert.Single(Read(item).Refusals);

        Assert.Equal(field, refusal.Field);
        Assert.NotEmpty(refusal.Allowed);
    }

    [Theory]
    [InlineData(10, false)]   // exactly ten minutes ahead is a clock; more is refused
    [InlineData(11, true)]
    public void Read_EventFromTheFuture_IsRefusedBeyondTenMinutes(int minutesAhead, bool refused)
    {
        var at = Given.Noon.AddMinutes(minutesAhead).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(refused, Read($$"""{"id":"e","userId":"anna","type":"x","at":"{{at}}"}""").Refusals.Count == 1);
    }

    [Fact]
    public void Read_DeepNesting_IsNoJsonForUs() =>
        Assert.Throws<EventBodyException>(() => Read(string.Concat(Enumerable.Repeat("[", 5000))));

    [Theory]
    [InlineData("\"id\":\"\\ud800\",\"userId\":\"anna\",\"type\":\"x\"")]
    [InlineData("\"id\":\"e\",\"userId\":\"\\udc00\",\"type\":\"x\"")]
    [InlineData("\"id\":\"e\",\"userId\":\"anna\",\"type\":\"x\",\"properties\":{\"a\":\"\\uD83D \\uDE00\"}")]   // not beside each other
    [InlineData("\"id\":\"e\",\"userId\":\"anna\",\"type\":\"x\",\"\\ud800\":1")]
    [InlineData("\"id\":\"e\",\"userId\":\"anna\",\"profile\":{\"attributes\":{\"a\":\"\\\\\\uD83D\"}}")]   // behind an escaped backslash
    public void Read_HalfACharacter_RefusesOnlyThatItem(string fields)
    {
        var batch = Read($"[{Good},{{\"at\":\"2026-11-24T11:00:00Z\",{fields}}},{Good}]");

        Assert.Equal([0, 2], batch.Items.Select(item => item.Position));
        Assert.Equal(1, Assert.Single(batch.Refusals).Position);
    }

    [Theory]
    [InlineData("\\uD83D\\uDE00")]
    [InlineData("\\ud83d\\ude00 \\u00e9 \\\\ud800")]   // the last is an escaped backslash and plain letters
    public void Read_WholeCharactersAsEscapes_AreTaken(string text) => Assert.Single(
        Read($$$"""{"id":"e","userId":"anna","type":"x","at":"2026-11-24T11:00:00Z","properties":{"a":"{{{text}}}"}}""").Items);

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreNoJson()
    {
        var bad = Encoding.UTF8.GetBytes(Good.Replace("anna", "?", StringComparison.Ordinal));
        bad[Array.IndexOf(bad, (byte)'?')] = 0xFF;
        var good = Encoding.UTF8.GetBytes(Good);

        Assert.Throws<EventBodyException>(() => EventBatch.Read(bad, new(Given.Noon, SourceTrust.Full)));
        var lines = EventBatch.Read((byte[])[.. good, (byte)'\n', .. bad], new(Given.Noon, SourceTrust.Full));
        Assert.Equal((0, 1), (Assert.Single(lines.Items).Position, Assert.Single(lines.Refusals).Position));
    }

    [Fact]
    public void Read_HugeProperties_NamesTheLimit()
    {
        var item = "{\"id\":\"e\",\"userId\":\"anna\",\"type\":\"x\",\"at\":\"2026-11-24T11:00:00Z\",\"properties\":{\"x\":\"" + new string('a', 33_000) + "\"}}";

        Assert.Contains("32768", Assert.Single(Read(item).Refusals).Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"value\":1", "value")]
    [InlineData("\"profile\":{\"email\":\"anna@example.com\"}", "profile.email")]
    [InlineData("\"profile\":{\"phone\":\"+4915112345678\"}", "profile.phone")]
    [InlineData("\"profile\":{\"consent\":{\"email\":{\"given\":true,\"source\":\"form\"}}}", "profile.consent")]
    [InlineData("\"profile\":{\"push\":[]}", "profile.push")]
    public void Read_LowTrust_RefusesAddressesConsentAndValues(string field, string refused)
    {
        var item = "{\"id\":\"e\",\"userId\":\"anna\",\"type\":\"x\",\"at\":\"2026-11-24T11:00:00Z\"," + field + "}";

        Assert.Equal(refused, Assert.Single(Read(item, SourceTrust.Low).Refusals).Field);
        Assert.Empty(Read(item).Refusals);
    }

    [Fact]
    public void Read_LowTrust_TakesEventsAndPlainAttributes() => Assert.Single(
        Read("""{"id":"e","userId":"anna","type":"view","at":"2026-11-24T11:00:00Z","profile":{"locale":"de","attributes":{"plan":"pro"}}}""", SourceTrust.Low).Items);

    private static EventBatch Read(string body, SourceTrust trust = SourceTrust.Full) =>
        EventBatch.Read(Encoding.UTF8.GetBytes(body), new(Given.Noon, trust));
}
