namespace WinBack.TestKit;

/// <summary>The sources the running tests were built from, for tests that read them.</summary>
public static class Repository
{
    /// <summary>Absolute path of the directory that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Text of a file, by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Paths from the root, with forward slashes, of the files under a directory that match; build output and fetched packages are left out.</summary>
    public static IEnumerable<string> Files(string directory, string pattern) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, directory), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules")
        orderby path
        select path;

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "WinBack.Functions.sln")))
                return directory.FullName;
        }
        throw new InvalidOperationException($"No WinBack.Functions.sln above {AppContext.BaseDirectory}.");
    }
}
