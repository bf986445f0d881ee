using WinBack.Core.Campaigns;

namespace WinBack.Local.Commands;

/// <summary>The text of a campaign file, with the catalogue in it that lies beside it.</summary>
internal static class CampaignText
{
    /// <exception cref="CommandException">The catalogue it names is not there, or cannot be read.</exception>
    public static async Task<string> ReadAsync(string file, CancellationToken cancel)
    {
        var text = (await File.ReadAllTextAsync(file, cancel)).TrimStart('\uFEFF');
        if (CatalogueFile.NameIn(text) is not { } name)
            return text;
        // Beside it and nowhere else: a campaign from somebody else must not read this machine's files.
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, name);
        if (name != Path.GetFileName(name) || !name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
            throw new CommandException($"{file} has the catalogue '{name}', which is no CSV file in the same directory.");
        return CatalogueFile.Inlined(text, CellFile.Read(path, CatalogueItem.Most));
    }
}
