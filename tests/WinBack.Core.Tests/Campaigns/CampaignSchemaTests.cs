using WinBack.Core.Campaigns;
using WinBack.Core.Campaigns.Reading;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>The schema for editors says what the reader does; what it refuses is in <see cref="CampaignSchemaRefusalTests"/>.</summary>
public sealed class CampaignSchemaTests
{
    /// <summary>Each key whose words are given one by one, and a file in which one of them is wrong.</summary>
    private static readonly (string Key, string Wrong)[] Words =
    [
        ("status", $"{CampaignFileTests.Smallest}\nstatus: zzzzzzzz"),
        ("lapse.neverActive", With("  since: purchase", "  since: purchase\n  neverActive: zzzzzzzz")),
        ("lapse.rhythm.of", With("  since: purchase", "  since: purchase\n  rhythm: {of: zzzzzzzz}")),
        ("entry.order", $"{CampaignFileTests.Smallest}\nentry: {{order: zzzzzzzz}}"),
        ("caps[].channel", $"{CampaignFileTests.Smallest}\ncaps: [{{channel: zzzzzzzz, max: 1, per: P1D}}]"),
        ("guards.sampleRatio", $"{CampaignFileTests.Smallest}\nguards: {{sampleRatio: zzzzzzzz}}"),
        ("offer.whenExhausted", $"{CampaignFileTests.Smallest}\noffer: {{id: a, code: pool, value: {{percent: 5}}, whenExhausted: zzzzzzzz}}"),
        ("rfm.cutPoints", CampaignFileTests.Smallest + "\nrfm: {cutPoints: zzzzzzzz}"),
        ("touches[].kind", With("    delay: P0D", "    delay: P0D\n    kind: zzzzzzzz")),
        ("touches[].after.touch", With("    delay: P0D", "    after: {touch: zzzzzzzz, delay: P1D}")),
        ("touches[].days", With("    delay: P0D", "    delay: P0D\n    days: zzzzzzzz")),
        ("touches[].if.was", With("    delay: P0D", "    delay: P0D\n    if: {touch: first, was: zzzzzzzz}")),
        ("touches[].channels", With("channels: [email]", "channels: zzzzzzzz")),
        ("welcomeBack.kind", Welcomed("kind: zzzzzzzz, ")),
        ("welcomeBack.days", Welcomed("days: zzzzzzzz, ")),
        ("welcomeBack.channels", $"{CampaignFileTests.Smallest}\nwelcomeBack: {{delay: P1D, channels: zzzzzzzz}}"),
        ("welcomeBack.whenNotAllowed", Welcomed("whenNotAllowed: zzzzzzzz, ")),
        ("touches[].whenNotAllowed", With("    delay: P0D", "    delay: P0D\n    whenNotAllowed: zzzzzzzz")),
    ];

    public static TheoryData<string> Samples => [.. Repository.Files("campaigns", "*.yaml")];

    public static TheoryData<string> KeysWithWords => [.. Words.Select(each => each.Key)];

    [Fact]
    public void Schema_Keys_AreExactlyThoseOfTheLanguage()
    {
        var described = CampaignSchema.Keys().Select(key => key.Path.Replace(".if[]", ".if", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var spoken = CampaignKeys.All.Concat(SaidElsewhere()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], described.Except(spoken));
        Assert.Equal([], spoken.Except(described));
    }

    [Fact]
    public void Schema_EveryKey_IsExplained() => Assert.All(
        CampaignSchema.Keys().Where(key => CampaignKeys.All.Contains(key.Path)),
        key => Assert.True(key.Node.TryGetProperty("description", out var said) && said.GetString()!.EndsWith('.'), key.Path));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Schema_Sample_IsInOrder(string file) => Assert.Empty(CampaignSchema.Errors(Repository.Read(file)));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_FirstLine_NamesTheSchema(string file) =>
        Assert.StartsWith("# yaml-language-server: $schema=campaign.schema.json\n", Repository.Read(file), StringComparison.Ordinal);

    [Theory]
    [InlineData(CampaignFileTests.Smallest)]
    [InlineData(CampaignFileTests.Full)]
    public void Schema_FileThatTheReaderTakes_IsInOrder(string file) => Assert.Empty(CampaignSchema.Errors(file));

    [Theory]
    [MemberData(nameof(KeysWithWords))]
    public void Schema_WordsOfAKey_AreThoseThatTheReaderNames(string key)
    {
        var wrong = Words.Single(each => each.Key == key).Wrong;

        var error = CampaignFile.Read("test.yaml", wrong).Errors.Single(each => each.Found == "\"zzzzzzzz\"");

        Assert.All(
            CampaignSchema.Keys().Where(each => each.Path == key),
            each => Assert.Equal(error.Allowed, string.Join(", ", CampaignSchema.Words(each.Node))));
        Assert.NotEmpty(CampaignSchema.Errors(wrong));
    }

    [Fact]
    public void Schema_KeysWithWords_AreAllComparedAbove() => Assert.Equal(
        Words.Select(each => each.Key).Order(StringComparer.Ordinal),
        CampaignSchema.Keys().Where(key => CampaignKeys.All.Contains(key.Path) && CampaignSchema.Words(key.Node).Length > 0).Select(key => key.Path).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Schema_Comparisons_AreThoseOfTheReader() => Assert.All(
        FieldSection.Comparisons,
        word => Assert.NotEmpty(CampaignSchema.Errors($"{CampaignFileTests.Smallest}\naudience: {{{word}: []}}")));

    [Fact]
    public void Schema_FieldsWithoutAName_AreThoseOfTheReader() => Assert.Equal(
        FieldPath.Forms.Where(form => !form.Contains('<', StringComparison.Ordinal)),
        CampaignSchema.Words(CampaignSchema.Root.GetProperty("definitions").GetProperty("field")));

    [Fact]
    public void Schema_EveryKindOfField_IsTaken() => Assert.All(
        FieldPath.Forms.Select(form => form.Replace("<name>", "plan", StringComparison.Ordinal).Replace("<event type>", "order.done", StringComparison.Ordinal).Replace("<campaign id>", "spring-2", StringComparison.Ordinal)),
        path => Assert.Empty(CampaignSchema.Errors($"{CampaignFileTests.Smallest}\naudience: {{field: {path}, present: true}}")));

    [Fact]
    public void Schema_WordsOfStagesAndSegments_AreThoseOfTheReader()
    {
        var rules = CampaignSchema.Root.GetProperty("definitions").GetProperty("condition").GetProperty("allOf").EnumerateArray().ToDictionary(
            rule => rule.GetProperty("if").GetProperty("properties").GetProperty("field").GetProperty("const").GetString()!,
            rule => rule.GetProperty("then").GetProperty("properties"));

        Assert.Equal(["stage", "rfm.segment"], rules.Keys);
        foreach (var (field, words) in new[] { ("stage", StageRule.Words), ("rfm.segment", RfmRule.Words) })
        {
            Assert.Equal(words, CampaignSchema.Words(rules[field].GetProperty("is")));
            Assert.Equal(words, CampaignSchema.Words(rules[field].GetProperty("in").GetProperty("items")));
        }
    }

    [Theory]
    [InlineData("P30D")]
    [InlineData("P1Y2M3W4D")]
    [InlineData("P0D")]
    [InlineData("PT0S")]
    [InlineData("PT1H30M15S")]
    [InlineData("PT99999H")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT1H")]
    [InlineData("P1D1W")]
    [InlineData("-P1D")]
    [InlineData("P-1D")]
    [InlineData("P1.5D")]
    [InlineData("P100000D")]
    [InlineData("p30d")]
    [InlineData("30 days")]
    public void Schema_FormOfALength_IsThatOfTheReader(string text) =>
        Assert.Equal(Threshold.TryParse(text, out _), CampaignSchema.Errors($"{CampaignFileTests.Smallest}\ncoolDown: {text}").Count == 0);

    // The guide lists a group of keys once; in a file it may stand in several places.
    private static List<string> SaidElsewhere()
    {
        var said = new List<string>();
        foreach (var several in new[] { "lapse.all[]", "lapse.any[]" })
        {
            said.AddRange(LapseSection.PartKeys.Select(key => $"{several}.{key}"));
            said.AddRange(Copies("lapse.segments[]", $"{several}.segments[]").Concat(Copies("lapse.rhythm", $"{several}.rhythm")));
        }

        said.AddRange(Copies("offer.value", "offer.tiers[].value").Concat(Copies("offer", "touches[].offer")).Concat(Copies("offer.value", "touches[].offer.tiers[].value")));
        foreach (var parent in new[] { "exclude", "lapse.segments[].when", "lapse.all[].segments[].when", "lapse.any[].segments[].when", "offer.tiers[].when", "touches[].offer.tiers[].when", "touches[].if" })
            said.AddRange(Copies("audience", parent));
        foreach (var channel in VariantsSection.TouchKeys)
        {
            var template = $"touches[].{channel}";
            var inALanguage = channel == "webhook" ? [] : Copies(template, $"{template}.locales.*").Where(key => !key.EndsWith(".locales", StringComparison.Ordinal)).ToList();
            said.AddRange(inALanguage);
            said.Add($"touches[].variants.*.{channel}");
            said.AddRange(Copies(template, $"touches[].variants.*.{channel}").Where(key => !key.EndsWith(".webhook.target", StringComparison.Ordinal)));
            said.AddRange(inALanguage.Select(key => key.Replace(template, $"touches[].variants.*.{channel}", StringComparison.Ordinal)));
        }

        said.AddRange(Copies("touches[].window", "welcomeBack.window"));
        said.AddRange(Copies("survey", "survey.locales.*").Where(key => !key.EndsWith(".locales", StringComparison.Ordinal) && key != "survey.locales.*.id"));
        string[] words = ["touches[].push", "touches[].sms", "touches[].email", "touches[].webhook", "touches[].variants"];
        said.AddRange(said.Concat(CampaignKeys.All).Where(key => words.Any(word => key.StartsWith($"{word}.", StringComparison.Ordinal)))
            .Select(key => "welcomeBack" + key["touches[]".Length..]).ToList());
        return said;
    }

    private static IEnumerable<string> Copies(string from, string to) =>
        CampaignKeys.All.Where(key => key.StartsWith($"{from}.", StringComparison.Ordinal)).Select(key => to + key[from.Length..]);

    private static string Welcomed(string keys) => $"{CampaignFileTests.Smallest}\nwelcomeBack: {{{keys}delay: P1D, channels: [push], push: {{title: T, body: B}}}}";

    private static string With(string part, string other) => CampaignFileTests.Smallest.Replace(part, other, StringComparison.Ordinal);
}
