using System.Globalization;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>A group of keys. Making one reports the keys it does not know and those given twice.</summary>
internal sealed class Section
{
    private readonly YamlValue.Map _map;
    private readonly Findings _findings;
    private readonly Dictionary<string, YamlField> _fields = new(StringComparer.Ordinal);

    public Section(YamlValue.Map map, string path, Findings findings, IReadOnlyList<string> keys)
    {
        _map = map;
        _findings = findings;
        Path = path;
        foreach (var (key, value) in map.Entries)
        {
            var at = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            if (!keys.Contains(key.Text, StringComparer.Ordinal))
                findings.Add(key, path, $"the key {YamlValue.Quoted(key.Text)}", $"{string.Join(", ", keys)}{Nearest.Hint(key.Text, keys)}");
            else if (!_fields.TryAdd(key.Text, new(value, at, findings)))
                findings.Add(key, at, "the key a second time", string.Create(CultureInfo.InvariantCulture, $"once; it stands on line {_fields[key.Text].Value.Line}"));
        }
    }

    /// <summary>Path of the group; empty at the root.</summary>
    public string Path { get; }

    /// <summary>The value of a key, or null when it is not given.</summary>
    public YamlField? Find(string key) => _fields.GetValueOrDefault(key);

    /// <summary>The value of a key; null, and reported, when it is not given.</summary>
    public YamlField? Require(string key, string allowed)
    {
        if (Find(key) is { } field)
            return field;
        _findings.Add(_map, Path.Length == 0 ? key : $"{Path}.{key}", "nothing", allowed);
        return null;
    }

    /// <summary>Reports something about the group as a whole.</summary>
    public void Refuse(string found, string allowed) => _findings.Add(_map, Path, found, allowed);
}
