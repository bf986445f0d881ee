using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>variants</c>: the ways a campaign speaks, and what each of them says differently in a touch.</summary>
internal static class VariantsSection
{
    public static readonly string[] Keys = ["id", "weight"];

    /// <summary>Channels under <c>touches[].variants.ID</c>.</summary>
    public static readonly string[] TouchKeys = ["push", "sms", "email", "webhook"];

    private const int Least = 2;
    private const int Most = 10;

    /// <summary>The campaign's variants; empty for none.</summary>
    public static IReadOnlyList<Variant> Read(YamlField? field)
    {
        var variants = new List<Variant>();
        foreach (var item in field?.Items(Least, Most, $"a list of {Least} to {Most} variants") ?? [])
        {
            if (item.Section(Keys) is not { } section)
                continue;
            var id = section.Require("id", "the variant's id, such as b")?.Id(20);
            var weight = section.Require("weight", "its part, such as 50")?.Whole(0, 1000);
            if (id is not null && variants.Any(other => other.Id == id))
                section.Find("id")!.Refuse($"{YamlValue.Quoted(id)} a second time", "an id of its own");
            if (id is not null && weight is not null)
                variants.Add(new(id, weight.Value));
        }

        if (variants.Count > 0 && variants.All(variant => variant.Weight == 0))
            field!.Refuse("no weight above 0", "at least one; else nobody could be drawn");
        return variants;
    }

    /// <summary>What each variant says in one touch: the touch's own words, with those put over them that the variant has, key by key.</summary>
    /// <param name="touch">The touch.</param>
    /// <param name="templates">What it says to all others.</param>
    /// <param name="isGood">Whether nothing was wrong with those: what was is not to be said once more of each variant.</param>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, Template>> OfTouch(Section touch, IReadOnlyDictionary<Channel, Template> templates, bool isGood)
    {
        var read = new Dictionary<string, IReadOnlyDictionary<Channel, Template>>(StringComparer.Ordinal);
        if (touch.Find("variants") is not { } field)
            return read;
        var ids = field.Findings.Variants;
        if (field.Value is not YamlValue.Map { Entries.Count: > 0 } map)
        {
            field.Refuse(ids.Count == 0 ? "nothing: the campaign has no variants" : $"what it says to {string.Join(", ", ids)}, each by channel");
            return read;
        }

        foreach (var (key, value) in map.Entries)
        {
            var path = $"{field.Path}.{key.Text}";
            if (!ids.Contains(key.Text, StringComparer.Ordinal))
                field.Findings.Add(key, field.Path, $"the variant {YamlValue.Quoted(key.Text)}", ids.Count == 0 ? "variants of the campaign first, with their weights" : $"{string.Join(", ", ids)}{Nearest.Hint(key.Text, ids)}");
            else if (read.ContainsKey(key.Text))
                field.Findings.Add(key, path, "the variant a second time", "once");
            else if (new YamlField(value, path, field.Findings).Section(TouchKeys) is { } variant)
                read.Add(key.Text, One(variant, touch, templates, isGood));
        }

        return read;
    }

    private static Dictionary<Channel, Template> One(Section variant, Section touch, IReadOnlyDictionary<Channel, Template> templates, bool isGood)
    {
        var own = new Dictionary<Channel, Template>(templates);
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var word = AttemptKey.Name(channel);
            if (variant.Find(word) is not { } given)
                continue;
            if (touch.Find(word) is not { } said)
                given.Refuse($"{word}, which the touch has nothing to say by", "only its channels");
            else if (channel == Channel.Webhook && given.Value is YamlValue.Map { Entries: var entries } && entries.Any(entry => entry.Key.Text == "target"))
                given.Refuse("a target", "other words or fields; all variants go to the touch's own target");      // consent was asked for that one
            else if (isGood && TemplateSection.Read(given with { Value = Over(said.Value, given.Value) }, channel) is { } template)
                own[channel] = template;
        }

        return own;
    }

    // Groups within groups as well, so that a variant may change one sentence of one language.
    private static YamlValue Over(YamlValue said, YamlValue own) => (said, own) switch
    {
        (YamlValue.Map below, YamlValue.Map above) => above with
        {
            Entries =
            [
                .. above.Entries.Select(entry => (entry.Key, below.Entries.FirstOrDefault(each => each.Key.Text == entry.Key.Text) is { Value: { } held } ? Over(held, entry.Value) : entry.Value)),
                .. below.Entries.Where(entry => above.Entries.All(each => each.Key.Text != entry.Key.Text)),
            ],
        },
        _ => own,
    };
}
