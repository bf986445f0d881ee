using System.Text;
using System.Text.Json;
using Parquet;
using WinBack.Core.Reporting.Export;
using WinBack.Core.Users;
using WinBack.Functions.Reporting.Export;
using WinBack.TestKit;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Reporting;

public sealed class ExportFileTests
{
    private static readonly Fact Clicked = new()
    {
        Kind = FactKind.Clicked,
        Campaign = "replenish",
        Version = 3,
        Person = "k7f2",
        Episode = 1,
        Arm = Arm.Treatment,
        At = Given.Noon.AddMinutes(5),
        KeptAt = Given.Noon,
        Touch = "nudge",
        Channel = Channel.Email,
        Detail = "says \"yes\", twice\nover",
    };

    private static readonly Fact Outcome = new()
    {
        Kind = FactKind.Outcome,
        Campaign = "replenish",
        Version = 3,
        Person = "k7f2",
        Episode = 1,
        Entry = 1,
        Arm = Arm.Holdout,
        At = Given.Noon.AddDays(14),
        EnrolledAt = Given.Noon,
        KeptAt = Given.Noon,
        Probability = 0.1,
        Outcome = new(Given.Noon.AddDays(2), null, 12.50m),
        Status = EnrolmentStatus.Returned,
        About = new() { MessageCost = 0.075m, Currency = "EUR" },
    };

    [Fact]
    public async Task Csv_QuotesWhatMustBeQuoted_AndLeavesOutWhatIsNotKnown()
    {
        var lines = (await TextAsync(ExportFormat.Csv, Clicked, Outcome)).Split("\r\n");

        Assert.Equal(string.Join(',', FactColumns.All.Select(column => column.Name)), lines[0]);
        Assert.StartsWith("Clicked,replenish,3,k7f2,1,,,Treatment,,,,,,,2026-11-24T12:05:00Z,2026-11-24T12:00:00Z,nudge,email,,false,\"says \"\"yes\"\", twice\nover\",", lines[1], StringComparison.Ordinal);
        Assert.Contains(",12.50,", lines[2], StringComparison.Ordinal);
        Assert.Equal("", lines[3]);
    }

    [Fact]
    public async Task Ndjson_HasOneObjectALine_ExactAmountsIncluded()
    {
        var rows = (await TextAsync(ExportFormat.Ndjson, Clicked, Outcome)).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Equal("says \"yes\", twice\nover", rows[0].GetProperty("detail").GetString());
        Assert.Equal(("12.50", 0.1, 1), (rows[1].GetProperty("revenue").GetRawText(), rows[1].GetProperty("probability").GetDouble(), rows[1].GetProperty("entry").GetInt32()));
        Assert.False(rows[0].TryGetProperty("revenue", out _));
    }

    // More than one group of rows, to a stream that can neither seek nor be written to synchronously, as a web response.
    [Fact]
    public async Task Parquet_ReadBack_HasEveryRowAndColumn()
    {
        var inner = new MemoryStream();
        await ExportFile.WriteAsync(Rows(25_000), FactColumns.All, ExportFormat.Parquet, new OnlyAsync(inner), CancellationToken.None);

        await using var file = await ParquetReader.CreateAsync(new MemoryStream(inner.ToArray()));
        Assert.Equal(FactColumns.All.Select(column => column.Name), file.Schema.DataFields.Select(field => field.Name));
        Assert.Equal((2, 25_000), (file.RowGroupCount, file.Metadata!.NumRows));
    }

    [Theory]
    [InlineData("pdf", 1)]
    [InlineData("7", 1)]
    [InlineData("csv", -1)]
    [InlineData("csv", 4000)]
    public void Of_WhatCannotBeExported_SaysWhatCan(string format, int days) =>
        Assert.NotNull(ExportQuery.Of("replenish", new(2026, 1, 1), new DateOnly(2026, 1, 1).AddDays(days), format).Wrong);

    [Fact]
    public void Documentation_HasEveryColumnInItsWords()
    {
        var page = Repository.Read("docs/export.md");

        Assert.All(FactColumns.All.Select(column => $"| `{column.Name}` | {column.Type} | {column.Means} |"), row => Assert.Contains(row, page, StringComparison.Ordinal));
        Assert.All(EnrolmentColumns.All.Select(column => $"| `{column.Name}` | {column.Type} | {column.Means} |"), row => Assert.Contains(row, page, StringComparison.Ordinal));
    }

    private static async Task<string> TextAsync(ExportFormat format, params Fact[] facts)
    {
        var target = new MemoryStream();
        await ExportFile.WriteAsync(facts.ToAsyncEnumerable(), FactColumns.All, format, new OnlyAsync(target), CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static async IAsyncEnumerable<Fact> Rows(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i % 2 == 0 ? Clicked : Outcome;
            if (i % 1000 == 0)
                await Task.Yield();
        }
    }

    private sealed class OnlyAsync(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("A web response takes no synchronous writes.");

        public override void Flush() => throw new InvalidOperationException("A web response takes no synchronous writes.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
