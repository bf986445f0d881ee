using WinBack.Storage.Tables;
using Xunit;

namespace WinBack.TestKit.Tables;

/// <summary>What every engine of <see cref="ITable"/> refuses, and what it just takes: each limit at its edge and one over.</summary>
public abstract class TableLimitsContract : TableContract
{
    private static readonly string Longest = new('k', TableLimits.MaxKeyLength);

    public static TheoryData<string> ForbiddenKeys { get; } = new(
        "", "a/b", "a\\b", "a#b", "a?b", "a%b", "a\0b", "a\tb", "a\nb", "a\rb", "a\u001fb", "a\u007fb", "a\u0085b", "a\u009fb",
        "ä", "é", "e\u0301", "ß", "日本", "😀", "\ud83d", "a\ufeff", "a\u200d", "\uffff", Longest + "k");

    public static TheoryData<string> HostileKeys { get; } = new(
        " ", "a b", " a", "a ", "'", "''", "\"", "a'b", "a;b", "a--b", "~", "~~", ".", "..", "_", "|", "}", "a|b", "*", "$", "&a=b", "+",
        "<a>", "{}", "[x]", "NULL", "null", "0", "00", "-1", "1e5", "0x10", "(a)", "a,b", "@", "^", "`", "!", Longest);

    [SkippableTheory]
    [MemberData(nameof(HostileKeys))]
    public async Task Key_Hostile_IsItsOwnRow(string key)
    {
        await InsertAsync(Table, key, "row " + key);
        await InsertAsync(Table, "r", "partition " + key, key);
        Assert.Equal("row " + key, Text(await Table.GetAsync(Partition, key)));
        Assert.Equal("partition " + key, Text(await Table.GetAsync(key, "r")));
        Assert.Equal([key], (await Table.QueryAsync(Partition, "", "~~~", 10)).Rows.Select(row => row.Row));
        Assert.Equal([key], (await Table.QueryAsync(Partition, key, "~~~", 10)).Rows.Select(row => row.Row));
        Assert.Empty((await Table.QueryAsync(Partition, "", key, 10)).Rows);
        await Table.BatchAsync(Partition, [new RowChange.Delete(key)]);
        Assert.Null(await Table.GetAsync(Partition, key));
    }

    [SkippableTheory]
    [MemberData(nameof(ForbiddenKeys))]
    public async Task Key_OutsideTheRules_IsRefusedEverywhere(string key)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.GetAsync(key, "r"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.GetAsync(Partition, key));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.QueryAsync(key, "a", "b", 1));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.BatchAsync(key, [new RowChange.Upsert("r", default)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.BatchAsync(Partition, [new RowChange.Insert(key, default)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.BatchAsync(Partition, [new RowChange.Delete(key)]));
        if (key.Length == 0)
            return;   // an empty bound means the partition's first row
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.QueryAsync(Partition, key, "b", 1));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.QueryAsync(Partition, "a", key, 1));
    }

    [SkippableFact]
    public async Task Data_AtTheLimit_IsKeptWhole_AndOneOverIsRefused()
    {
        var data = new byte[TableLimits.MaxDataBytes];
        for (var i = 0; i < data.Length; i++)
            data[i] = (byte)(i * 31);
        Assert.IsType<BatchResult.Done>(await Table.BatchAsync(Partition, [new RowChange.Insert("r", data)]));
        Assert.Equal(data, (await Table.GetAsync(Partition, "r"))!.Data.ToArray());

        var over = new byte[TableLimits.MaxDataBytes + 1];
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.BatchAsync(Partition, [new RowChange.Upsert("r", over)]));
        Assert.Equal(data.Length, (await Table.GetAsync(Partition, "r"))!.Data.Length);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(TableLimits.MaxBatch + 1)]
    public async Task Batch_NoChangeOrOneTooMany_IsRefused(int count)
    {
        var changes = Enumerable.Range(0, count).Select(i => new RowChange.Upsert($"r{i}", default)).ToArray();
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.BatchAsync(Partition, changes));
        Assert.Empty((await Table.QueryAsync(Partition, "", "~~~", 10)).Rows);
    }

    [SkippableFact]
    public async Task Batch_BytesAtTheLimit_AreTaken_AndOneOverIsRefused()
    {
        var full = TableLimits.MaxBatchBytes / TableLimits.MaxDataBytes;
        var rest = TableLimits.MaxBatchBytes % TableLimits.MaxDataBytes;
        RowChange[] Changes(int last) =>
            [.. Enumerable.Range(0, full).Select(i => new RowChange.Upsert($"r{i:D2}", new byte[TableLimits.MaxDataBytes])), new RowChange.Upsert("last", new byte[last])];

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.BatchAsync(Partition, Changes(rest + 1)));
        Assert.Null(await Table.GetAsync(Partition, "last"));
        Assert.IsType<BatchResult.Done>(await Table.BatchAsync(Partition, Changes(rest)));
        Assert.Equal(rest, (await Table.GetAsync(Partition, "last"))!.Data.Length);
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(TableLimits.MaxBatch)]
    public async Task Batch_RowNamedTwice_IsRefused(int count)
    {
        var changes = Enumerable.Range(0, count).Select(i => (RowChange)new RowChange.Upsert($"r{i}", default)).ToArray();
        changes[^1] = new RowChange.Delete("r0");
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.BatchAsync(Partition, changes));
        Assert.Null(await Table.GetAsync(Partition, "r0"));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(TableLimits.MaxPage + 1)]
    public async Task Query_PageSizeOutsideTheRules_IsRefused(int pageSize) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Table.QueryAsync(Partition, "a", "b", pageSize));

    [SkippableFact]
    public async Task Query_LargestPage_IsFilled()
    {
        for (var i = 0; i <= 10; i++)
            await Table.BatchAsync(Partition, [.. Enumerable.Range(i * 100, 100).Select(n => new RowChange.Insert($"r{n:D5}", default))]);
        var page = await Table.QueryAsync(Partition, "", "~~~", TableLimits.MaxPage);
        var rest = await Table.QueryAsync(Partition, "", "~~~", TableLimits.MaxPage, page.Continuation);
        Assert.NotNull(page.Continuation);
        Assert.Null(rest.Continuation);
        Assert.Equal(1100, page.Rows.Count + rest.Rows.Count);
    }
}
