using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace WinBack.Local.Tests.Tables;

/// <summary>What a data file holds, so that two runs can be compared: every row of every table, ETags, row keys and all.</summary>
internal static class DatabaseDigest
{
    /// <summary>Rows and SHA-256 of each table of the files.</summary>
    public static List<(string Table, long Rows, string Digest)> Of(params string[] files) => [.. files.SelectMany(Digest)];

    private static IEnumerable<(string Table, long Rows, string Digest)> Digest(string file)
    {
        using var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        database.Open();
        foreach (var table in Read(database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Select(row => (string)row[0]).ToList())
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var rows = 0L;
            foreach (var row in Read(database, $"SELECT * FROM \"{table}\""))
            {
                rows++;
                foreach (var cell in row)
                    hash.AppendData(cell as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(cell, CultureInfo.InvariantCulture) + "\n"));
            }

            yield return (table, rows, Convert.ToHexString(hash.GetHashAndReset()));
        }
    }

    private static IEnumerable<object[]> Read(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }
}
