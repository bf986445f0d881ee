using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinBack.Local.App;

/// <summary>The directory that holds everything of one local deployment.</summary>
internal sealed class DataDirectory(string path)
{
    public const string Default = ".winback";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Tables: people, due index, facts, campaigns, outbox.</summary>
    public string Tables => In("winback.db");

    /// <summary>Histories of the durable sequences.</summary>
    public string Durable => In("durable.db");

    /// <summary>Queues, where events wait when they are not applied at once.</summary>
    public string Queues => In("queues.db");

    /// <summary>When timers last ran.</summary>
    public string Timers => In("timers.json");

    /// <summary>Address of the host that runs on this directory; absent while none does.</summary>
    public string Address => In("address");

    public bool Exists => File.Exists(Tables) || File.Exists(StorageMark);

    /// <summary>Where this directory's tables are.</summary>
    public TableStorage Storage
    {
        get => File.Exists(StorageMark) ? Enum.Parse<TableStorage>(File.ReadAllText(StorageMark).Trim()) : TableStorage.Sqlite;
        set => Write(StorageMark, value.ToString());
    }

    /// <summary>Where the virtual clock stands; null when this directory runs on the real one.</summary>
    public DateTimeOffset? VirtualNow
    {
        get => File.Exists(Clock) ? DateTimeOffset.Parse(File.ReadAllText(Clock).Trim(), CultureInfo.InvariantCulture) : null;
        set => Write(Clock, value!.Value.ToString("O", CultureInfo.InvariantCulture));
    }

    private string Clock => In("clock");

    private string StorageMark => In("storage");

    /// <summary>The secrets of this directory, made at its first use. Whoever can read the directory can read them.</summary>
    /// <param name="seed">For a run that can be repeated: the secrets follow from it.</param>
    public LocalSecrets Secrets(long? seed = null)
    {
        Directory.CreateDirectory(Path);
        var file = In("secrets.json");
        if (File.Exists(file))
            return JsonSerializer.Deserialize<LocalSecrets>(File.ReadAllText(file)) ?? throw new InvalidDataException($"{file} holds no secrets; delete it only together with the whole directory.");
        var secrets = seed is { } from
            ? new LocalSecrets($"demo-event-key-{from:D8}", $"demo address hash key of seed {from:D8}")
            : new LocalSecrets(RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(64, lowercase: true));
        Write(file, JsonSerializer.Serialize(secrets));
        return secrets;
    }

    /// <summary>Deletes what an earlier run left here. A directory that holds anything else is refused.</summary>
    /// <exception cref="IOException">Somebody writes here, or there are files that are not ours.</exception>
    public void Clear()
    {
        if (!Directory.Exists(Path))
            return;
        string[] ours = ["winback.db*", "durable.db*", "queues.db*", "timers.json*", "address", "clock*", "storage*", "secrets.json*"];
        var known = ours.SelectMany(pattern => Directory.EnumerateFiles(Path, pattern)).ToHashSet(StringComparer.Ordinal);
        if (Directory.EnumerateFileSystemEntries(Path).FirstOrDefault(entry => !known.Contains(entry)) is { } strange)
            throw new IOException($"{Path} holds {System.IO.Path.GetFileName(strange)}, which WinBack did not write. Choose another --data directory.");
        foreach (var file in known)
            File.Delete(file);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }
}

/// <summary>Secrets of a local deployment.</summary>
/// <param name="EventKey">Key of the one source that may post events; full trust.</param>
/// <param name="AddressHashKey">Key of the hashes that suppressions are kept under.</param>
internal sealed record LocalSecrets(string EventKey, string AddressHashKey)
{
    /// <summary>What links are signed with; follows from the other, so that a directory made by an earlier release has one.</summary>
    [JsonIgnore]
    public string LinkSecret => Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AddressHashKey), "links"u8));
}
