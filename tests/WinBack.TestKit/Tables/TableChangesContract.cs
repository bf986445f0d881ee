using WinBack.Storage.Tables;
using Xunit;

namespace WinBack.TestKit.Tables;

/// <summary>What every engine of <see cref="ITable"/> does with single changes and with batches.</summary>
public abstract class TableChangesContract : TableContract
{
    private static Task<BatchResult> Try(ITable table, params RowChange[] changes) => table.BatchAsync(Partition, changes).AsTask();

    private static void AssertRefused(BatchResult result, int index) =>
        Assert.Equal(index, Assert.IsType<BatchResult.Refused>(result).Index);

    [SkippableFact]
    public async Task Get_NoSuchRow_GivesNull()
    {
        Assert.Null(await Table.GetAsync(Partition, "r"));
        await InsertAsync(Table, "r");
        Assert.Null(await Table.GetAsync("p1", "r"));
        Assert.Null(await Table.GetAsync(Partition, "R"));
        Assert.Null(await Open("Other").GetAsync(Partition, "r"));
    }

    [SkippableFact]
    public async Task Get_InsertedRow_GivesItWhole()
    {
        var etag = await InsertAsync(Table, "r", "{\"a\":\"ä€😀\"}");
        var row = await Table.GetAsync(Partition, "r");
        Assert.Equal((Partition, "r", etag), (row!.Partition, row.Row, row.ETag));
        Assert.Equal("{\"a\":\"ä€😀\"}", Text(row));
    }

    [SkippableFact]
    public async Task Open_SameNameInOtherCase_GivesTheSameTable()
    {
        await InsertAsync(Open("People"), "r");
        Assert.NotNull(await Open("PEOPLE").GetAsync(Partition, "r"));
    }

    [SkippableTheory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("a-bc")]
    [InlineData("a\"bc")]
    public void Open_NameOutsideTheRules_IsRefused(string name) => Assert.ThrowsAny<ArgumentException>(() => Open(name));

    [SkippableFact]
    public async Task Insert_RowExists_IsRefused()
    {
        await InsertAsync(Table, "r", "first");
        AssertRefused(await Try(Table, new RowChange.Insert("r", Bytes("second"))), 0);
        Assert.Equal("first", Text(await Table.GetAsync(Partition, "r")));
    }

    [SkippableFact]
    public async Task Insert_EmptyData_IsKept()
    {
        await Try(Table, new RowChange.Insert("r", default));
        Assert.Equal(0, (await Table.GetAsync(Partition, "r"))!.Data.Length);
    }

    [SkippableFact]
    public async Task Replace_CurrentETag_WritesAndGivesANewOne()
    {
        var first = await InsertAsync(Table, "r", "first");
        var second = ETagOf(await Try(Table, new RowChange.Replace("r", Bytes("second"), first)));
        Assert.NotEqual(first, second);
        var row = await Table.GetAsync(Partition, "r");
        Assert.Equal(("second", second), (Text(row), row!.ETag));
    }

    [SkippableTheory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("no number")]
    [InlineData("99999999999999999999999999")]
    public async Task Replace_ForeignETag_IsRefused(string etag)
    {
        await InsertAsync(Table, "r", "first");
        AssertRefused(await Try(Table, new RowChange.Replace("r", Bytes("second"), etag)), 0);
        Assert.Equal("first", Text(await Table.GetAsync(Partition, "r")));
    }

    [SkippableFact]
    public async Task Replace_StaleETagOrAbsentRow_IsRefused()
    {
        var first = await InsertAsync(Table, "r", "first");
        AssertRefused(await Try(Table, new RowChange.Replace("other", Bytes("x"), first)), 0);
        await Try(Table, new RowChange.Replace("r", Bytes("second"), first));
        AssertRefused(await Try(Table, new RowChange.Replace("r", Bytes("third"), first)), 0);
        Assert.Equal("second", Text(await Table.GetAsync(Partition, "r")));
    }

    [SkippableFact]
    public async Task Replace_RowDeletedAndInsertedAgain_DoesNotTakeItForTheOld()
    {
        var old = await InsertAsync(Table, "r", "first");
        await Try(Table, new RowChange.Delete("r"));
        await InsertAsync(Table, "r", "first");
        AssertRefused(await Try(Table, new RowChange.Replace("r", Bytes("second"), old)), 0);
    }

    [SkippableFact]
    public async Task Upsert_RowAbsentThenThere_WritesBoth()
    {
        var first = ETagOf(await Try(Table, new RowChange.Upsert("r", Bytes("first"))));
        Assert.Equal("first", Text(await Table.GetAsync(Partition, "r")));
        var second = ETagOf(await Try(Table, new RowChange.Upsert("r", Bytes("second, and longer"))));
        Assert.NotEqual(first, second);
        Assert.Equal("second, and longer", Text(await Table.GetAsync(Partition, "r")));
    }

    [SkippableFact]
    public async Task Delete_WithoutETag_SucceedsOnAbsentRow()
    {
        await InsertAsync(Table, "r");
        Assert.Equal([null], Assert.IsType<BatchResult.Done>(await Try(Table, new RowChange.Delete("r"))).ETags);
        Assert.Null(await Table.GetAsync(Partition, "r"));
        Assert.IsType<BatchResult.Done>(await Try(Table, new RowChange.Delete("r")));
    }

    [SkippableFact]
    public async Task Delete_WithETag_WantsThatVery()
    {
        var first = await InsertAsync(Table, "r");
        var second = ETagOf(await Try(Table, new RowChange.Upsert("r", Bytes("y"))));
        AssertRefused(await Try(Table, new RowChange.Delete("r", first)), 0);
        AssertRefused(await Try(Table, new RowChange.Delete("absent", second)), 0);
        Assert.IsType<BatchResult.Done>(await Try(Table, new RowChange.Delete("r", second)));
        Assert.Null(await Table.GetAsync(Partition, "r"));
    }

    [SkippableFact]
    public async Task Batch_AllAllowed_DoesAllAndGivesAnETagEach()
    {
        var kept = await InsertAsync(Table, "kept");
        await InsertAsync(Table, "gone");
        var done = Assert.IsType<BatchResult.Done>(await Try(
            Table,
            new RowChange.Insert("new", Bytes("1")),
            new RowChange.Delete("gone"),
            new RowChange.Replace("kept", Bytes("2"), kept),
            new RowChange.Upsert("put", Bytes("3"))));

        Assert.Equal([false, true, false, false], done.ETags.Select(etag => etag is null));
        Assert.Null(await Table.GetAsync(Partition, "gone"));
        foreach (var (row, index, data) in new[] { ("new", 0, "1"), ("kept", 2, "2"), ("put", 3, "3") })
        {
            var stored = await Table.GetAsync(Partition, row);
            Assert.Equal((data, done.ETags[index]), (Text(stored), stored!.ETag));
        }
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(99)]
    public async Task Batch_OneChangeRefused_ChangesNothingAndNamesIt(int index)
    {
        await InsertAsync(Table, "taken", "before");
        await InsertAsync(Table, "deleted", "before");
        var changes = Enumerable.Range(0, 100).Select(i => (RowChange)new RowChange.Upsert($"row{i}", Bytes("x"))).ToArray();
        changes[50] = new RowChange.Delete("deleted");
        changes[index] = new RowChange.Insert("taken", Bytes("after"));

        AssertRefused(await Try(Table, changes), index);

        Assert.Equal("before", Text(await Table.GetAsync(Partition, "taken")));
        Assert.Equal("before", Text(await Table.GetAsync(Partition, "deleted")));
        Assert.Empty((await Table.QueryAsync(Partition, "row", "row~", 1000)).Rows);
    }

    [SkippableFact]
    public async Task Batch_SeveralRefused_NamesTheFirst()
    {
        await InsertAsync(Table, "a");
        await InsertAsync(Table, "b");
        AssertRefused(await Try(Table, new RowChange.Insert("a", default), new RowChange.Insert("b", default)), 0);
        AssertRefused(await Try(Table, new RowChange.Upsert("c", default), new RowChange.Insert("a", default), new RowChange.Delete("b", "1x")), 1);
        AssertRefused(await Try(Table, new RowChange.Replace("c", default, "7"), new RowChange.Insert("a", default)), 0);
    }

    [SkippableFact]
    public async Task Batch_DataChangedByTheCallerAfterwards_KeepsWhatWasWritten()
    {
        var data = Bytes("before");
        await Try(Table, new RowChange.Insert("r", data));
        data[0] = (byte)'X';
        Assert.Equal("before", Text(await Table.GetAsync(Partition, "r")));
    }

    [SkippableFact]
    public async Task AnyCall_AlreadyCancelled_Throws()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Table.GetAsync(Partition, "r", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Table.QueryAsync(Partition, "a", "b", 1, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Table.BatchAsync(Partition, [new RowChange.Upsert("r", default)], cancelled));
        Assert.Null(await Table.GetAsync(Partition, "r"));
    }
}
