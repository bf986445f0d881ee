using WinBack.Core.Campaigns;

namespace WinBack.Local.Commands;

/// <summary>The text of a campaign file, with the catalogue in it that lies beside it.</summary>
internal static class CampaignText
{
    /// <returns>The text, or the error that it is no UTF-8.</returns>
    /// <exception cref="CommandException">The file or the catalogue it names is not there, or cannot be read.</exception>
    public static async Task<(string? Text, CampaignError? Error)> ReadAsync(string file, CancellationToken cancel)
    {
        var (whole, error) = FileText.Decode(file, await BytesAsync(file, cancel));
        if (whole?.TrimStart('\uFEFF') is not { } text)
            return (null, error);
        if (CatalogueFile.NameIn(text) is not { } name)
            return (text, null);
        // Beside it and nowhere else: a campaign from somebody else must not read this machine's files.
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, name);
        if (name != Path.GetFileName(name) || !name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
            throw new CommandException($"{file} has the catalogue '{name}', which is no CSV file in the same directory.");
        return (CatalogueFile.Inlined(text, CellFile.Read(path, CatalogueItem.Most)), null);
    }

    private static async Task<byte[]> BytesAsync(string file, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancel);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"{file}: there is no such file.");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {unread.Message}");
        }
    }
}
