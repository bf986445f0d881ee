namespace WinBack.Core.Campaigns.Reading;

/// <summary>The whole file: reads every key, then checks what several keys say together.</summary>
internal static class CampaignSection
{
    public static readonly string[] Keys =
    [
        "id", "name", "status", "language", "goal", "lapse", "audience", "holdout", "entry", "touches",
        "quietHours", "caps", "coolDown", "exit", "attributionWindow", "priority", "catalogue",
    ];

    /// <summary>Cool-down unless said.</summary>
    public static readonly Threshold CoolDown = Threshold.Days(30);

    /// <summary>Attribution window unless said.</summary>
    public static readonly Threshold AttributionWindow = Threshold.Days(14);

    /// <summary>The campaign; null, or unusable, when anything was reported.</summary>
    public static Campaign? Read(YamlValue.Map root, Findings findings)
    {
        var file = new Section(root, "", findings, Keys);
        var language = file.Find("language") is { } tag ? Language(tag) : "en";
        (findings.Language, findings.HasCatalogue) = (language, file.Find("catalogue") is not null);
        var id = file.Require("id", "the campaign's id, such as replenishment")?.Id(40);
        var name = file.Require("name", "a name for people")?.Line(100);
        var goal = file.Require("goal", "the event type that counts as conversion")?.EventType();
        var lapse = file.Require("lapse", "after and since")?.Then(LapseSection.Read);
        var touches = file.Require("touches", "1 to 10 touches")?.Then(TouchesSection.Read);
        var exit = file.Find("exit")?.EventTypes() ?? ExitUnlessSaid(lapse, goal);
        CheckExit(file, exit, goal);
        var campaign = new Campaign
        {
            Id = id ?? "",
            Name = name ?? "",
            Status = Status(file) ?? CampaignStatus.Draft,
            Language = language,
            Goal = goal ?? "",
            Lapse = lapse ?? new(Threshold.Zero, []),
            Audience = file.Find("audience")?.Then(AudienceSection.Read),
            Holdout = HoldoutSection.Read(file.Find("holdout"), id ?? "") ?? new(),
            Entry = EntrySection.Read(file.Find("entry")) ?? new(),
            Touches = touches ?? [],
            QuietHours = QuietHoursSection.Read(file.Find("quietHours")),
            Caps = CapsSection.Read(file.Find("caps")),
            CoolDown = file.Find("coolDown")?.Length(TimeSpan.Zero, TimeSpan.FromDays(1095)) ?? CoolDown,
            ExitTypes = exit ?? [],
            AttributionWindow = file.Find("attributionWindow")?.Length(TimeSpan.FromHours(1), TimeSpan.FromDays(365)) ?? AttributionWindow,
            Catalogue = file.Find("catalogue")?.Then(CatalogueSection.Read) ?? [],
            Priority = file.Find("priority")?.Whole(-100, 100) ?? 0,
        };
        return findings.Count == 0 ? campaign : null;
    }

    private static CampaignStatus? Status(Section file) => file.Find("status")?.Choice(
        ("draft", CampaignStatus.Draft),
        ("active", CampaignStatus.Active),
        ("paused", CampaignStatus.Paused),
        ("archived", CampaignStatus.Archived));

    private static string Language(YamlField field)
    {
        const string allowed = "a language tag, such as en or de-AT";
        if (field.Scalar(allowed)?.Text is not { } tag)
            return "";
        if (LanguageTag.IsOne(tag))
            return tag;
        field.Refuse(allowed);
        return "";
    }

    // Any activity counts for an "any" rule, so any activity is a return from it.
    private static List<string>? ExitUnlessSaid(LapseRule? lapse, string? goal)
    {
        if (lapse is null || goal is null)
            return null;
        return lapse.Since.Count == 0 ? [] : [.. lapse.Since.Append(goal).Distinct(StringComparer.Ordinal)];
    }

    private static void CheckExit(Section file, IReadOnlyList<string>? exit, string? goal)
    {
        if (file.Find("exit") is { } given && goal is not null && exit is { Count: > 0 } && !exit.Contains(goal, StringComparer.Ordinal))
            given.Refuse($"no {YamlValue.Quoted(goal)}", "the goal among them; else a person who did what was asked would be asked again");
    }
}
