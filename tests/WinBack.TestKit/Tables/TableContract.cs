using System.Text;
using WinBack.Storage.Tables;
using Xunit;

namespace WinBack.TestKit.Tables;

/// <summary>
/// The contract of <see cref="ITable"/>, which every engine passes: four suites derive from this, and each engine derives
/// once from each of them.
/// </summary>
public abstract class TableContract
{
    protected const string Partition = "p0";

    /// <summary>A table of the engine under test; the same name twice within one test gives the same table.</summary>
    protected abstract ITable Open(string name);

    protected ITable Table => Open("Contract");

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(TableRow? row) => row is null ? "(none)" : Encoding.UTF8.GetString(row.Data.Span);

    protected static async Task<string> InsertAsync(ITable table, string row, string data = "x", string partition = Partition) =>
        ETagOf(await table.BatchAsync(partition, [new RowChange.Insert(row, Bytes(data))]));

    protected static string ETagOf(BatchResult result) => Assert.Single(Assert.IsType<BatchResult.Done>(result).ETags)!;
}
