using WinBack.Core.Campaigns.Reading;

namespace WinBack.Core.Campaigns;

/// <summary>
/// What two campaign files say differently, key by key. What is compared is what stands there: a value that is written out and one that is left
/// to its default count as a change, the order of keys, comments and quotes do not.
/// </summary>
public static class CampaignDiff
{
    private const int MaxShown = 120;

    /// <summary>Compares two files.</summary>
    /// <param name="before">Text of the one that stands; null for none.</param>
    /// <param name="after">Text of the one to come. Both were read without errors.</param>
    public static IReadOnlyList<FileChange> Of(string? before, string after)
    {
        List<FileChange> changes = [];
        Compare("", before is null ? null : Root(before), Root(after), changes);
        return changes;
    }

    private static YamlValue.Map? Root(string text) => YamlTree.Read(text.TrimStart('\uFEFF'), new Findings("", text));

    private static void Compare(string path, YamlValue? before, YamlValue? after, List<FileChange> changes)
    {
        if (before is YamlValue.Scalar old && after is YamlValue.Scalar now)
        {
            if (old.Text != now.Text)
                changes.Add(new(path, Shown(old), Shown(now)));
            return;
        }

        // Only the file as a whole is taken apart where there is nothing to compare with.
        if (Parts(path, before) is not { } left || Parts(path, after) is not { } right || (path.Length > 0 && before?.GetType() != after?.GetType()))
        {
            if (Shown(before, int.MaxValue) != Shown(after, int.MaxValue))
                changes.Add(new(path, Shown(before), Shown(after)));
            return;
        }

        foreach (var (key, value) in left)
            Compare(key, value, right.FirstOrDefault(each => each.Key == key).Value, changes);
        foreach (var (key, value) in right.Where(each => !left.Exists(other => other.Key == each.Key)))
            Compare(key, null, value, changes);
        if (before is YamlValue.List && after is YamlValue.List && Moved(left, right))
            changes.Add(new(path, Order(path, left), Order(path, right)));
    }

    /// <summary>What a value consists of; null for a text, empty for nothing at all.</summary>
    private static List<(string Key, YamlValue Value)>? Parts(string path, YamlValue? value) => value switch
    {
        null => [],
        YamlValue.Map map => [.. map.Entries.Select(entry => (path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}", entry.Value))],
        YamlValue.List { Items: var items } when items.All(item => item is YamlValue.Map) => [.. items.Select((item, index) => ($"{path}[{IdOf(item) ?? $"{index}"}]", item))],
        _ => null,      // a list of texts is one value: an item has no name of its own
    };

    private static string? IdOf(YamlValue item) =>
        ((YamlValue.Map)item).Entries.FirstOrDefault(entry => entry.Key.Text == "id").Value is YamlValue.Scalar { Text: { Length: > 0 } id } ? id : null;

    private static bool Moved(List<(string Key, YamlValue Value)> before, List<(string Key, YamlValue Value)> after)
    {
        var stayed = before.Select(each => each.Key).Where(key => after.Exists(other => other.Key == key));
        return !stayed.SequenceEqual(after.Select(each => each.Key).Where(key => before.Exists(other => other.Key == key)));
    }

    private static string Order(string path, List<(string Key, YamlValue Value)> parts) =>
        "in the order " + string.Join(", ", parts.Select(part => part.Key[(path.Length + 1)..^1]));

    private static string? Shown(YamlValue? value, int most = MaxShown)
    {
        if (value is null)
            return null;
        var text = Flat(value);
        return text.Length > most ? text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…" : text;
    }

    private static string Flat(YamlValue value) => value switch
    {
        YamlValue.Scalar { IsNothing: true } => "nothing",
        YamlValue.Scalar { Text: var text } when text.Length > 0 && !text.Any(c => char.IsControl(c) || c is ',' or ':' or '[' or ']' or '{' or '}' or '"') => text,
        YamlValue.Scalar { Text: var text } => "\"" + new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) + "\"",
        YamlValue.List list => $"[{string.Join(", ", list.Items.Select(Flat))}]",
        YamlValue.Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key.Text}: {Flat(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException($"A new kind of value, {value.GetType().Name}, must be added here."),
    };
}
