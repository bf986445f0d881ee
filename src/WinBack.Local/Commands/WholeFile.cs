namespace WinBack.Local.Commands;

/// <summary>Writes a file whole or not at all: who opens it meanwhile sees what was there before.</summary>
internal static class WholeFile
{
    /// <summary>Writes text as UTF-8; a file of that name is replaced.</summary>
    /// <exception cref="CommandException">The name is a directory's, or its directory is not there.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new CommandException($"{path} is a directory; name a file in it, such as {Path.Combine(path, "report.html")}.");
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new CommandException($"There is no directory {folder}; make it first.");
        var begun = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}.part");
        try
        {
            await File.WriteAllTextAsync(begun, text, cancel);
            File.Move(begun, full, overwrite: true);
        }
        finally
        {
            File.Delete(begun);     // nothing once it was moved
        }
    }
}
