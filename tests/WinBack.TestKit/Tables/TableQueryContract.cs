using WinBack.Storage.Tables;
using Xunit;

namespace WinBack.TestKit.Tables;

/// <summary>What every engine of <see cref="ITable"/> does with ranges and pages.</summary>
public abstract class TableQueryContract : TableContract
{
    private static async Task FillAsync(ITable table, params string[] rows)
    {
        foreach (var chunk in rows.Chunk(TableLimits.MaxBatch))
            await table.BatchAsync(Partition, [.. chunk.Select(row => new RowChange.Insert(row, Bytes("data of " + row)))]);
    }

    private static async Task<List<string>> ReadAllAsync(ITable table, string from, string to, int pageSize, Func<int, Task>? betweenPages = null)
    {
        var rows = new List<string>();
        string? continuation = null;
        var pages = 0;
        do
        {
            var page = await table.QueryAsync(Partition, from, to, pageSize, continuation);
            Assert.InRange(page.Rows.Count, 0, pageSize);
            rows.AddRange(page.Rows.Select(row => row.Row));
            continuation = page.Continuation;
            if (continuation is not null && betweenPages is not null)
                await betweenPages(pages);
            Assert.True(++pages < 10_000, "The query does not end.");
        }
        while (continuation is not null);
        return rows;
    }

    [SkippableFact]
    public async Task Query_EmptyPartition_GivesOneEmptyPage()
    {
        await InsertAsync(Table, "r", partition: "elsewhere");
        var page = await Table.QueryAsync(Partition, "", "~~~", 10);
        Assert.Empty(page.Rows);
        Assert.Null(page.Continuation);
    }

    [SkippableFact]
    public async Task Query_MixedKeys_ComeInOrdinalOrder()
    {
        string[] keys =
        [
            "a", "A", "b", "B", "aa", "aA", "a.", "a_", "a-", "a~", "a|", "a}", "a0", "a b", "~", "~~", "_", ".", "-", "|", "0", "9", "10", "Z", "z",
            "u|a", "u|a|b", "u|a.b", "u}a", "v|a", KeyText.Encode("ä"), KeyText.Encode("😀"), KeyText.Encode("\ud83d"), KeyText.Encode("日本"),
            new string('a', TableLimits.MaxKeyLength), new string('a', TableLimits.MaxKeyLength - 1) + "b",
        ];
        await FillAsync(Table, keys);
        var expected = keys.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, await ReadAllAsync(Table, "", "~~~", 1000));
        Assert.Equal(expected, await ReadAllAsync(Table, "", "~~~", 1));
        Assert.Equal(expected, await ReadAllAsync(Table, "", "~~~", 7));
    }

    [SkippableFact]
    public async Task Query_Range_IncludesFromAndExcludesTo()
    {
        await FillAsync(Table, "a", "b", "b0", "c", "d");
        Assert.Equal(["b", "b0"], await ReadAllAsync(Table, "b", "c", 10));
        Assert.Equal(["b"], await ReadAllAsync(Table, "b", "b0", 10));
        Assert.Equal(["b0"], await ReadAllAsync(Table, "b.~", "b1", 10));
        Assert.Equal(["a", "b"], await ReadAllAsync(Table, "", "b0", 10));
        Assert.Equal(["d"], await ReadAllAsync(Table, "cc", "~", 10));
    }

    [SkippableTheory]
    [InlineData("b", "b")]
    [InlineData("c", "b")]
    [InlineData("b", "")]
    public async Task Query_RangeTheWrongWayRound_IsEmpty(string from, string to)
    {
        await FillAsync(Table, "a", "b", "c");
        var page = await Table.QueryAsync(Partition, from, to, 10);
        Assert.Empty(page.Rows);
        Assert.Null(page.Continuation);
    }

    [SkippableFact]
    public async Task Query_Rows_CarryDataAndETag()
    {
        await FillAsync(Table, "a", "b");
        foreach (var row in (await Table.QueryAsync(Partition, "a", "c", 10)).Rows)
        {
            var read = await Table.GetAsync(Partition, row.Row);
            Assert.Equal(("data of " + row.Row, read!.ETag, Partition), (Text(row), row.ETag, row.Partition));
        }
    }

    [SkippableFact]
    public async Task Query_RowsAsManyAsThePageHolds_EndsThere()
    {
        await FillAsync(Table, "a", "b", "c", "d");
        Assert.Equal(["a", "b", "c"], await ReadAllAsync(Table, "a", "d", 3));
        Assert.Null((await Table.QueryAsync(Partition, "a", "d", 3)).Continuation);
    }

    [SkippableFact]
    public async Task Query_RowsInsertedBetweenPages_KeepsEveryRowThatWasThere()
    {
        var before = Enumerable.Range(0, 40).Select(i => $"r{i:D3}").ToArray();
        await FillAsync(Table, before);
        var read = await ReadAllAsync(Table, "r", "s", 7, async page =>
        {
            await InsertAsync(Table, $"r{page:D3}x");
            await InsertAsync(Table, $"r{page * 7 + 6:D3}y");
            await InsertAsync(Table, $"r{page * 7 + 9:D3}z");
        });
        Assert.Equal(before, read.Where(row => row.Length == 4));
        Assert.Equal(read.Distinct().Order(StringComparer.Ordinal), read);
    }

    [SkippableFact]
    public async Task Query_RowsDeletedBetweenPages_KeepsEveryRowThatStayed()
    {
        var before = Enumerable.Range(0, 40).Select(i => $"r{i:D3}").ToArray();
        await FillAsync(Table, before);
        var gone = new HashSet<string>();
        var read = await ReadAllAsync(Table, "r", "s", 7, async page =>
        {
            // The last row of this page, the first two of the next, and one further on.
            foreach (var number in new[] { page * 7 + 6, page * 7 + 7, page * 7 + 8, page * 7 + 20 })
            {
                gone.Add($"r{number:D3}");
                await Table.BatchAsync(Partition, [new RowChange.Delete($"r{number:D3}")]);
            }
        });
        Assert.Empty(before.Except(gone).Except(read));
        Assert.Equal(read.Distinct().Order(StringComparer.Ordinal), read);
    }

    [SkippableFact]
    public async Task Query_PrefixOfKeyText_GivesThatUserOnly()
    {
        string[] users = ["anna", "anna.b", "anna-b", "annab", "anna|b", "Anna", "anna\u0000", "an", "änna", "anna~"];
        foreach (var user in users)
            await FillAsync(Table, KeyText.Join("v", user, "1"), KeyText.Join("v", user, "2"), KeyText.Join("u", user));
        foreach (var user in users)
        {
            var (from, to) = KeyText.Prefix("v", user);
            Assert.Equal([KeyText.Join("v", user, "1"), KeyText.Join("v", user, "2")], await ReadAllAsync(Table, from, to, 1));
        }
    }
}
