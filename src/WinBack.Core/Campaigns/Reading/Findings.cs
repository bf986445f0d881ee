using System.Globalization;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>Collects the errors of one file.</summary>
internal sealed class Findings(string file, string source)
{
    /// <summary>Errors reported of one file; a file with more is told so by the last one.</summary>
    public const int Most = 200;

    private readonly List<CampaignError> _errors = [];
    private int _dropped;

    /// <summary>Variables of templates that read the entering event, by where they first stand; see <see cref="TriggerVariables"/>.</summary>
    public Dictionary<string, YamlField> OfTrigger { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of the campaign's variants, which its touches may name.</summary>
    public IReadOnlyList<string> Variants { get; set; } = [];

    /// <summary>The campaign's own offer, which its touches may speak of; null for none, or one with errors.</summary>
    public Offer? Offer { get; set; }

    /// <summary>Whether the campaign has an offer of its own, good or not.</summary>
    public bool HasOffer { get; set; }

    /// <summary>Every offer that some touch makes, by id.</summary>
    public Dictionary<string, Offer> Offers { get; } = new(StringComparer.Ordinal);

    /// <summary>What the templates of the touch being read say of its offer.</summary>
    public List<(YamlField Field, OfferWord Word)> OfOffer { get; } = [];

    /// <summary>The file's text, from which positions within a value are found.</summary>
    public string Source => source;

    /// <summary>Whether the file was published once: it must stay readable, whatever is refused of new ones since.</summary>
    public bool IsPublished { get; init; }

    /// <summary>The language of the file's templates; decides the plural forms they must have.</summary>
    public string Language { get; set; } = "en";

    /// <summary>Whether the file has a catalogue that templates may show items of.</summary>
    public bool HasCatalogue { get; set; }

    /// <summary>Whether people enter by an event, whose properties may be read.</summary>
    public bool HasTrigger { get; set; }

    /// <summary>Whether the file has a survey that templates may ask.</summary>
    public bool HasSurvey { get; set; }

    /// <summary>What <c>stage</c> means in this file.</summary>
    public StageRule Stages { get; set; } = new();

    /// <summary>What the fields <c>rfm.…</c> mean in this file; null where it does not say, or says it wrong.</summary>
    public RfmRule? Rfm { get; set; }

    /// <summary>Whether the file says so, right or wrong.</summary>
    public bool HasRfm { get; set; }

    public int Count => _errors.Count;

    public void Add(YamlValue at, string path, string found, string allowed) => Add(at.Line, at.Column, path, found, allowed);

    public void Add(int line, int column, string path, string found, string allowed)
    {
        if (_errors.Count < Most)
            _errors.Add(new(file, line, column, path, found, allowed));
        else
            _dropped++;
    }

    /// <summary>Adds an error at an index into <see cref="Source"/>.</summary>
    public void AddAt(int index, string path, string found, string allowed)
    {
        var before = source.AsSpan(0, index);
        Add(before.Count('\n') + 1, index - before.LastIndexOf('\n'), path, found, allowed);
    }

    public IReadOnlyList<CampaignError> InOrder()
    {
        var ordered = _errors.OrderBy(error => error.Line).ThenBy(error => error.Column).ToList();
        if (_dropped > 0)
        {
            var more = (_dropped + Most).ToString(CultureInfo.InvariantCulture);
            ordered.Add(new(file, ordered[^1].Line, ordered[^1].Column, "", $"{more} errors in all", $"the first {Most} are shown"));
        }

        return ordered;
    }
}
