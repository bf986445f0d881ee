using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace WinBack.Local.Tests.Hostile;

/// <summary>What a data file holds.</summary>
internal static class StoredRows
{
    /// <summary>By table, partition and row: a digest of the data and the version.</summary>
    public static Dictionary<string, string> Of(string file)
    {
        using var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        database.Open();
        List<string> tables = [];
        using (var names = database.CreateCommand())
        {
            names.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 't\\_%' ESCAPE '\\'";
            using var reader = names.ExecuteReader();
            while (reader.Read())
                tables.Add(reader.GetString(0));
        }

        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            using var all = database.CreateCommand();
            all.CommandText = $"SELECT p, r, e, d FROM \"{table}\"";
            using var reader = all.ExecuteReader();
            while (reader.Read())
                rows.Add($"{table} {reader.GetString(0)} {reader.GetString(1)}", $"{reader.GetInt64(2)} {Convert.ToHexString(SHA256.HashData((byte[])reader[3]))}");
        }

        return rows;
    }
}
