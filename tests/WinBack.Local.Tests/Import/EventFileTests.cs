using WinBack.Core.Events;
using WinBack.Local.Import;
using Xunit;

namespace WinBack.Local.Tests.Import;

public sealed class EventFileTests : IDisposable
{
    private const string Map = "user=who,at=date,value=amount";

    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Read_BlanksBeforeTheFirstColumnAndCrlf_AreNoColumns()
    {
        var line = Assert.Single(Read(" customer_id  date number  dollars\r\n 00001 19970102  1   11.77\r\n", "user=customer_id,at=date,value=dollars", "space"));

        Assert.Equal(("00001", new DateTimeOffset(1997, 1, 2, 0, 0, 0, TimeSpan.Zero), 11.77m), (line.Event!.UserId, line.Event.At, line.Event.Value));
        Assert.Equal("log.csv:2", line.Event.Id);
    }

    [Theory]
    [InlineData("who,date,amount\nanna,2026-01-02,5\n", null)]
    [InlineData("who;date;amount\nanna;2026-01-02;5\n", null)]
    [InlineData("\uFEFFwho\tdate\tamount\nanna\t2026-01-02\t5", null)]
    [InlineData("who|date|amount\r\n\r\nanna|2026-01-02|5", "|")]
    [InlineData("WHO, Date ,\"amount\"\n\"anna\",\"2026-01-02\",\"5\"\n", ",")]
    public void Read_CsvOfAnyDelimiter_GivesTheColumnsByName(string text, string? delimiter)
    {
        var read = Assert.Single(Read(text, Map, delimiter)).Event!;

        Assert.Equal(("anna", 5m), (read.UserId, read.Value));
    }

    [Fact]
    public void Read_ByPosition_TakesAFirstLineWithoutADateForTheHeader() =>
        Assert.Equal([2L, 3L], Read("a,b,c\nanna,2026-01-02,5\nbert,2026-01-03,6\n", "user=1,at=2,value=3").Select(line => line.Number));

    [Fact]
    public void Read_ByPositionWithoutHeader_KeepsTheFirstLine() =>
        Assert.Equal([1L, 2L], Read("anna,2026-01-02,5\nbert,2026-01-03,6\n", "user=1,at=2,value=3").Select(line => line.Number));

    [Fact]
    public void Read_CellOverTwoLines_CountsBoth() =>
        Assert.Equal([2L, 4L], Read("who,date,note\nanna,2026-01-02,\"two\nlines\"\nbert,2026-01-03,one\n", "user=who,at=date,attributes.note=note").Select(line => line.Number));

    [Theory]
    [InlineData(",2026-01-02,5", "user")]
    [InlineData("anna,02.01.2026,5", "at")]
    [InlineData("anna,2027-01-02,5", "at")]      // ahead of our clock
    [InlineData("anna,2026-01-02,5 EUR", "value")]
    [InlineData("anna,2026-01-02,10000000000000", "value")]
    [InlineData("anna", "at")]
    [InlineData("an\"na,2026-01-02,5", null)]
    [InlineData("\"an\"na,2026-01-02,5", null)]
    [InlineData("\uFFFDnna,2026-01-02,5", null)]
    public void Read_BadLine_IsRefusedByNumberAndTheOthersStay(string bad, string? field)
    {
        var lines = Read($"who,date,amount\nanna,2026-01-01,1\n{bad}\nbert,2026-01-03,3\n", Map).ToList();

        Assert.Equal([2L, 3L, 4L], lines.Select(line => line.Number));
        Assert.Equal((3L, field), (lines[1].Fault!.Line, lines[1].Fault!.Field));
        Assert.All([lines[0], lines[2]], line => Assert.Null(line.Fault));
    }

    [Fact]
    public void Read_QuoteNeverClosed_IsRefusedAtTheLineItBegins()
    {
        var lines = Read("who,date,amount\nanna,2026-01-01,1\n\"bert,2026-01-03,3\ncarl,2026-01-04,4\n", Map).ToList();

        Assert.Equal((3L, "A quote is opened and never closed."), (lines[^1].Number, lines[^1].Fault!.Reason));
    }

    [Fact]
    public void Read_ColumnsOfTheEvent_GoFirst()
    {
        var read = Assert.Single(Read(
            "who,date,amount,kind,order,cur\nanna,2026-01-02,5,refund,o-7,SEK\n", Map + ",type=kind,id=order,currency=cur", currency: "EUR")).Event!;

        Assert.Equal(("refund", "o-7", "SEK"), (read.Type, read.Id, read.Currency));
    }

    [Fact]
    public void Read_ValueWithoutACurrencyColumn_GetsTheGivenOneAndNoValueGetsNone() => Assert.Equal(
        ["EUR", null],
        Read("who,date,amount\nanna,2026-01-02,5\nanna,2026-01-02,\n", Map, currency: "EUR").Select(line => line.Event!.Currency));

    [Fact]
    public void Read_ProfileColumns_AreDatedLikeTheEventAndEmptyOnesSayNothing()
    {
        var profile = Assert.Single(Read(
            "who,date,mail,zone,plan\nanna,2026-01-02,anna@example.com,,7\n", "user=who,at=date,email=mail,timeZone=zone,attributes.plan=plan")).Event!.Profile!;

        Assert.Equal(new GivenField<string?>("anna@example.com", new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)), Assert.Single(profile.Fields).Value);
        Assert.Equal("7", profile.Attributes["plan"].Value.GetRawText());
    }

    [Theory]
    [InlineData("1998-07-01", null, "UTC", "1998-07-01T00:00:00Z")]
    [InlineData("1998-07-01T12:30:00+02:00", null, "UTC", "1998-07-01T10:30:00Z")]
    [InlineData("1998-07-01 12:30:00.25", null, "Europe/Berlin", "1998-07-01T10:30:00.25Z")]
    [InlineData("01.07.98 12:30", "dd.MM.yy HH:mm", "UTC", "1998-07-01T12:30:00Z")]
    [InlineData("2026-03-29 02:30", null, "Europe/Berlin", "2026-03-29T01:00:00Z")]     // in a DST gap: the next valid instant
    [InlineData("2026-10-25 02:30", null, "Europe/Berlin", "2026-10-25T00:30:00Z")]     // in an overlap: the first
    [InlineData("899251200", "unix", "UTC", "1998-07-01T00:00:00Z")]
    [InlineData("899251200250", "unix-ms", "UTC", "1998-07-01T00:00:00.25Z")]
    public void Read_Date_IsReadInItsZone(string text, string? format, string zone, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
        Assert.Single(_files.Read($"who,date\nanna,{text}\n", "user=who,at=date", dateFormat: format, zone: zone).Read(Files.Rules)).Event!.At);

    [Theory]
    [InlineData("user=who")]                          // no at
    [InlineData("user=who,at=date,at=when")]
    [InlineData("user=who,at=date,nickname=n")]
    [InlineData("user=who,at")]
    [InlineData("user=who,at=date,attributes.a b=n")]
    public void Parse_MapThatSaysTooLittleOrTooMuch_IsRefused(string map) => Assert.Throws<InvalidDataException>(() => ColumnMap.Parse(map));

    [Theory]
    [InlineData("who,when\nanna,2026-01-01\n")]       // no such column
    [InlineData("who,date,date\nanna,2026-01-01,2026-01-01\n")]
    public void Read_MapThatDoesNotFit_IsRefused(string text) => Assert.Throws<InvalidDataException>(() => Read(text, "user=who,at=date").ToList());

    private IEnumerable<EventLine> Read(string text, string map, string? delimiter = null, string? currency = null) =>
        (_files.Read(text, map, delimiter) with { Currency = currency }).Read(Files.Rules);
}
