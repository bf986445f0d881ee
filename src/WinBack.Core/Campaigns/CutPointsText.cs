using System.Globalization;
using WinBack.Core.Campaigns.Reading;

namespace WinBack.Core.Campaigns;

/// <summary>
/// Puts measured cut points into a campaign's text in the place of the word <c>base</c>: the published version then says by which numbers it judges, for ever
/// and to everybody, and is read without asking the base again.
/// </summary>
public sealed record CutPointsText
{
    private readonly string _text;
    private readonly YamlValue.Scalar _word;

    private CutPointsText(string text, YamlValue.Scalar word, RfmRule rule) => (_text, _word, Rule) = (text, word, rule);

    /// <summary>What is to be measured.</summary>
    public RfmRule Rule { get; }

    /// <summary>The place in a text; null where nothing is to be measured.</summary>
    /// <param name="text">Of a file that was read without errors.</param>
    public static CutPointsText? Find(string text)
    {
        text = text.TrimStart('\uFEFF');
        return Rfm(text) is var (section, rule) && rule.IsToBeMeasured && Value(section, "cutPoints") is YamlValue.Scalar word ? new(text, word, rule) : null;
    }

    /// <summary>The cut points that were put into a text; null where there are none, or where a person wrote them as numbers of their own.</summary>
    public static RfmCuts? PutInto(string text) =>
        Rfm(text.TrimStart('\uFEFF')) is var (section, rule) && Value(section, "cutPoints") is YamlValue.Map ? new(rule.Recency, rule.Frequency, rule.Monetary) : null;

    /// <summary>The text with the numbers; every other character stays.</summary>
    public string With(RfmCuts cuts) => string.Concat(_text.AsSpan(0, _word.From), Words(cuts), _text.AsSpan(_word.To));

    /// <summary>What is said where the base has too few people to measure.</summary>
    /// <param name="fileName">Name used in the error.</param>
    /// <param name="people">How many there are.</param>
    public CampaignError TooFew(string fileName, long people) => new(
        fileName, _word.Line, _word.Column, "rfm.cutPoints", string.Create(CultureInfo.InvariantCulture, $"{people} people with {Rule.Event} to measure"),
        string.Create(CultureInfo.InvariantCulture, $"{RfmCuts.LeastPeople} or more; write recency, frequency and monetary as numbers until then"));

    /// <summary><c>{recency: [14, 30, 60, 120], frequency: [2, 3, 5, 9], monetary: [25, 60.5, 120, 300]}</c></summary>
    public static string Words(RfmCuts cuts) => $"{{recency: {Words(cuts.Recency)}, frequency: {Words(cuts.Frequency)}, monetary: {Words(cuts.Monetary)}}}";

    /// <summary><c>[14, 30, 60, 120]</c></summary>
    public static string Words(IReadOnlyList<decimal> cuts) => $"[{string.Join(", ", cuts.Select(cut => cut.ToString("0.##", CultureInfo.InvariantCulture)))}]";

    private static (YamlValue.Map Section, RfmRule Rule)? Rfm(string text)
    {
        var findings = new Findings("", text);
        return YamlTree.Read(text, findings) is { } root && Value(root, "rfm") is YamlValue.Map section
            && RfmSection.Read(new(section, "rfm", findings), (Value(root, "goal") as YamlValue.Scalar)?.Text) is { } rule ? (section, rule) : null;
    }

    private static YamlValue? Value(YamlValue.Map map, string key) => map.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;
}
