namespace WinBack.Local.App;

/// <summary>Where a local deployment keeps its tables; its histories are always in its directory.</summary>
internal enum TableStorage
{
    /// <summary>In a SQLite file of the directory.</summary>
    Sqlite,

    /// <summary>In Azure Table Storage: the emulator on this machine, unless the setting <c>Storage:Connection</c> names another account.</summary>
    Azurite,
}
