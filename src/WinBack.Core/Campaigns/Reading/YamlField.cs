using System.Globalization;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>A value together with its path, so that whoever reads it can refuse it in place.</summary>
internal sealed record YamlField(YamlValue Value, string Path, Findings Findings)
{
    /// <summary>Reports that what stands here may not.</summary>
    public void Refuse(string allowed) => Findings.Add(Value, Path, Value.Shown(), allowed);

    /// <summary>Reports something about what stands here.</summary>
    public void Refuse(string found, string allowed) => Findings.Add(Value, Path, found, allowed);

    /// <summary>The text here; null, and refused, when it is no text or nothing.</summary>
    public YamlValue.Scalar? Scalar(string allowed)
    {
        if (Value is YamlValue.Scalar { IsNothing: false } scalar)
            return scalar;
        Refuse(allowed);
        return null;
    }

    /// <summary>The items here, a lone value counting as a list of one; null, and refused, when there are too few or too many.</summary>
    public IReadOnlyList<YamlField>? Items(int least, int most, string allowed)
    {
        var items = Value is YamlValue.List list ? list.Items : [Value];
        if (items.Count >= least && items.Count <= most && Value is not YamlValue.Scalar { IsNothing: true })
            return [.. items.Select((item, index) => this with { Value = item, Path = Value is YamlValue.List ? At(index) : Path })];
        Refuse(allowed);
        return null;
    }

    /// <summary>The keys here; null, and refused, when it is no group of keys.</summary>
    public Section? Section(IReadOnlyList<string> keys)
    {
        if (Value is YamlValue.Map map)
            return new(map, Path, Findings, keys);
        Refuse($"the keys {string.Join(", ", keys)}");
        return null;
    }

    /// <summary>Hands the field to a reader; only for the flow of a line.</summary>
    public T? Then<T>(Func<YamlField, T?> read) where T : class => read(this);

    private string At(int index) => string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]");
}
