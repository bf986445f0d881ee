using WinBack.Azure.Tables;
using WinBack.Storage.Tables;
using WinBack.TestKit.Azurite;
using WinBack.TestKit.Faults;
using Xunit;

namespace WinBack.Azure.Tests.Tables;

/// <summary>"The write timed out: did it happen?"</summary>
[Collection(AzuriteCollection.Name)]
public sealed class LostAnswerTests(AzuriteFixture azurite) : ProxiedTables(azurite)
{
    /// <summary>Every kind of single change, and what becomes of its request. A conditional delete that was done leaves nothing to recognise it by.</summary>
    public static TheoryData<string, Fault> Changes { get; } = MakeChanges();

    [SkippableTheory]
    [MemberData(nameof(Changes))]
    public async Task Change_AnswerLost_IsDoneOnceAndAnsweredAsDone(string change, Fault fault)
    {
        var etag = await StoreAsync("r", "before");
        FailNextWrite(fault);
        var result = await Table.BatchAsync(Partition, [Change(change, etag)]);

        var done = Assert.IsType<BatchResult.Done>(result);
        Assert.Equal(1, Proxy.Faults[fault]);
        Assert.Equal(change.StartsWith("delete", StringComparison.Ordinal) ? "(none)" : "after", await StoredAsync(Row(change)));
        Assert.Equal((await Direct.GetAsync(Partition, Row(change)))?.ETag, Assert.Single(done.ETags));
    }

    [SkippableTheory]
    [InlineData(Fault.DropBefore)]
    [InlineData(Fault.DropAfter)]
    [InlineData(Fault.TimeoutAfter)]
    [InlineData(Fault.Busy)]
    public async Task Batch_AnswerLost_IsDoneOnceAndGivesEveryETag(Fault fault)
    {
        var etag = await StoreAsync("r", "before");
        await StoreAsync("gone", "before");
        FailNextWrite(fault);
        var done = Assert.IsType<BatchResult.Done>(await Table.BatchAsync(
            Partition,
            [
                new RowChange.Delete("gone"), new RowChange.Insert("new", Bytes("after")),
                new RowChange.Replace("r", Bytes("after"), etag), new RowChange.Upsert("put", Bytes("after")),
            ]));

        Assert.Null(done.ETags[0]);
        Assert.Equal("(none)", await StoredAsync("gone"));
        foreach (var (row, index) in new[] { ("new", 1), ("r", 2), ("put", 3) })
            Assert.Equal(("after", done.ETags[index]), (await StoredAsync(row), (await Direct.GetAsync(Partition, row))!.ETag));
    }

    [SkippableTheory]
    [InlineData(Fault.DropBefore)]
    [InlineData(Fault.Busy)]
    public async Task Batch_RefusedAtItsSecondTry_IsRefused(Fault fault)
    {
        var etag = await StoreAsync("r", "before");
        await StoreAsync("taken", "by another");
        FailNextWrite(fault);
        var result = await Table.BatchAsync(Partition, [new RowChange.Replace("r", Bytes("after"), etag), new RowChange.Insert("taken", Bytes("after"))]);

        Assert.Equal(1, Assert.IsType<BatchResult.Refused>(result).Index);
        Assert.Equal("before", await StoredAsync("r"));
    }

    [SkippableFact]
    public async Task Batch_DoneAndThenOneRowChangedByAnother_IsStillFoundDone()
    {
        var etag = await StoreAsync("r", "before");
        FailNextWrite(Fault.DropAfter, async () => await StoreAsync("r", "by another"));
        var done = Assert.IsType<BatchResult.Done>(await Table.BatchAsync(
            Partition, [new RowChange.Replace("r", Bytes("after"), etag), new RowChange.Insert("event", Bytes("after"))]));

        Assert.Equal("by another", await StoredAsync("r"));
        Assert.Equal(0, Assert.IsType<BatchResult.Refused>(
            await Table.BatchAsync(Partition, [new RowChange.Replace("r", Bytes("stale"), done.ETags[0]!)])).Index);
    }

    [SkippableTheory]
    [InlineData("replace", Fault.DropAfter)]
    [InlineData("replace", Fault.DropBefore)]
    [InlineData("deleteIf", Fault.DropBefore)]
    public async Task Change_AnswerLostAndRowChangedByAnother_IsAmbiguous(string change, Fault fault)
    {
        var etag = await StoreAsync("r", "before");
        FailNextWrite(fault, async () => await StoreAsync("r", "by another"));
        await Assert.ThrowsAsync<AmbiguousWriteException>(async () => await Table.BatchAsync(Partition, [Change(change, etag)]));
        Assert.Equal("by another", await StoredAsync("r"));
    }

    [SkippableFact]
    public async Task Insert_AnswerLostAndAnotherWasFirst_IsRefused()
    {
        FailNextWrite(Fault.DropBefore, async () => await Direct.BatchAsync(Partition, [new RowChange.Insert("new", Bytes("by another"))]));
        Assert.IsType<BatchResult.Refused>(await Table.BatchAsync(Partition, [new RowChange.Insert("new", Bytes("after"))]));
        Assert.Equal("by another", await StoredAsync("new"));
    }

    [SkippableFact]
    public async Task Insert_AnswerLostAndRowReplacedByAnother_IsAmbiguous()
    {
        FailNextWrite(Fault.DropAfter, async () =>
        {
            var etag = (await Direct.GetAsync(Partition, "new"))!.ETag;
            await Direct.BatchAsync(Partition, [new RowChange.Replace("new", Bytes("by another"), etag)]);
        });
        await Assert.ThrowsAsync<AmbiguousWriteException>(async () => await Table.BatchAsync(Partition, [new RowChange.Insert("new", Bytes("after"))]));
    }

    [SkippableFact]
    public async Task ConditionalDelete_DoneAndAnswerLost_MayHaveBeenAnothers_SoItIsAmbiguousOnlyAlone()
    {
        var etag = await StoreAsync("r", "before");
        FailNextWrite(Fault.DropAfter);
        var done = await Table.BatchAsync(Partition, [new RowChange.Delete("r", etag), new RowChange.Upsert("mark", default)]);
        Assert.IsType<BatchResult.Done>(done);

        etag = await StoreAsync("r", "before");
        FailNextWrite(Fault.DropAfter);
        await Assert.ThrowsAsync<AmbiguousWriteException>(async () => await Table.BatchAsync(Partition, [new RowChange.Delete("r", etag)]));
    }

    [SkippableFact]
    public async Task Insert_GivenUpAndArrivingLate_IsDoneOnce()
    {
        var table = Connect(new() { FirstDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(2), AnswerWithin = TimeSpan.FromSeconds(2) });
        Proxy.Delay = TimeSpan.FromSeconds(3);
        FailNextWrite(Fault.Delay);
        var done = Assert.IsType<BatchResult.Done>(await table.BatchAsync(Partition, [new RowChange.Insert("r", Bytes("after"))]));
        Assert.Equal((await Direct.GetAsync(Partition, "r"))!.ETag, Assert.Single(done.ETags));
        Assert.True(Proxy.Requests[RequestKind.Insert] >= 2);       // more where the machine is slow
    }

    [SkippableFact]
    public async Task Change_LostAgainAndAgain_EndsAsAnOutage()
    {
        Proxy.Choose = request => request.IsWrite ? Fault.DropBefore : Fault.None;
        var table = Connect(new() { MaxRetries = 2, FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) });
        await Assert.ThrowsAnyAsync<Exception>(async () => await table.BatchAsync(Partition, [new RowChange.Insert("r", default)]));
        Assert.Equal(3, Proxy.Requests[RequestKind.Insert]);
        Assert.Equal("(none)", await StoredAsync("r"));
    }

    private static TheoryData<string, Fault> MakeChanges()
    {
        var data = new TheoryData<string, Fault> { { "deleteIf", Fault.DropBefore }, { "deleteIf", Fault.Busy } };
        foreach (var change in new[] { "insert", "replace", "upsert", "delete" })
        {
            foreach (var fault in new[] { Fault.DropBefore, Fault.DropAfter, Fault.TimeoutAfter, Fault.Busy })
                data.Add(change, fault);
        }

        return data;
    }

    private static string Row(string change) => change is "insert" ? "new" : "r";

    private static RowChange Change(string change, string etag) => change switch
    {
        "insert" => new RowChange.Insert("new", Bytes("after")),
        "replace" => new RowChange.Replace("r", Bytes("after"), etag),
        "upsert" => new RowChange.Upsert("r", Bytes("after")),
        "delete" => new RowChange.Delete("r"),
        _ => new RowChange.Delete("r", etag),
    };

    /// <summary>Does a fault to the next write; what another does then comes before the first read that follows.</summary>
    private void FailNextWrite(Fault fault, Func<Task>? then = null)
    {
        var failed = false;
        Proxy.Choose = request =>
        {
            if (!failed && request.IsWrite)
            {
                failed = true;
                return fault;
            }

            if (failed && then is { } meddle)
            {
                then = null;
                meddle().GetAwaiter().GetResult();
            }

            return Fault.None;
        };
    }
}
