using System.Text.Encodings.Web;
using System.Text.Json;
using WinBack.Core.Campaigns.Reading;

namespace WinBack.Core.Campaigns;

/// <summary>
/// A catalogue that lies in a file beside the campaign is put into the campaign's text before that is read and published: a version then holds
/// all that it shows, and what is published is what was looked at.
/// </summary>
public static class CatalogueFile
{
    // The items in one line of JSON, which is YAML as well; letters beyond ASCII as themselves, or they would take six times the room.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file that a campaign names as its catalogue; null when it names none, or cannot be read.</summary>
    public static string? NameIn(string text) => Place(text)?.Text;

    /// <summary>The campaign's text with the items in place of the file's name.</summary>
    /// <param name="text">A text that names a file.</param>
    /// <param name="items">Each by its keys; what is wrong with them is found when the campaign is read.</param>
    public static string Inlined(string text, IReadOnlyList<IReadOnlyDictionary<string, string>> items)
    {
        if (Place(text) is not { } place)
            return text;
        var filled = items.Select(item => item.Where(cell => cell.Value.Length > 0).ToDictionary(cell => cell.Key, cell => cell.Value, StringComparer.Ordinal));
        // A blank behind each colon: without it YAML may take key and value for one word.
        var flow = "[" + string.Join(", ", filled.Select(item => "{" + string.Join(", ", item.Select(cell => $"{JsonSerializer.Serialize(cell.Key, Json)}: {JsonSerializer.Serialize(cell.Value, Json)}")) + "}")) + "]";
        return string.Concat(text.AsSpan(0, place.From), flow, text.AsSpan(place.To));
    }

    private static YamlValue.Scalar? Place(string text)
    {
        if (text.StartsWith('\uFEFF') || text.Length > CampaignFile.MaxBytes)
            return null;
        var entries = YamlTree.Read(text, new("", text))?.Entries ?? [];
        return entries.FirstOrDefault(entry => entry.Key.Text == "catalogue").Value as YamlValue.Scalar is { IsNothing: false } name ? name : null;
    }
}
