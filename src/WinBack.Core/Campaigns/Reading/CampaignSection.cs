using WinBack.Core.Events;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>The whole file: reads every key, then checks what several keys say together.</summary>
internal static class CampaignSection
{
    public static readonly string[] Keys =
    [
        "id", "name", "status", "language", "goal", "purpose", "lapse", "on", "audience", "exclude", "stages", "rfm", "holdout", "variants", "offer", "entry", "touches",
        "quietHours", "caps", "coolDown", "exit", "attributionWindow", "priority", "catalogue",
        "reEntry", "group", "conflictsWith", "sunset", "survey", "welcomeBack", "guards",
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
        (findings.Language, findings.HasCatalogue, findings.HasSurvey) = (language, file.Find("catalogue") is not null, file.Find("survey") is not null);
        findings.HasTrigger = file.Find("on") is not null;
        findings.Stages = file.Find("stages")?.Then(StagesSection.Read) ?? new();
        var id = file.Require("id", "the campaign's id, such as replenishment")?.Id(40);
        var name = file.Require("name", "a name for people")?.Label(100);
        var goal = file.Require("goal", "the event type that counts as conversion")?.EventType();
        (findings.HasRfm, findings.Rfm) = (file.Find("rfm") is not null, file.Find("rfm")?.Then(field => RfmSection.Read(field, goal)));
        var purpose = Purpose(file.Find("purpose")) ?? ConsentPurpose.Default;
        var (lapse, on) = Trigger(file);
        var variants = VariantsSection.Read(file.Find("variants"));
        findings.Variants = [.. variants.Select(variant => variant.Id)];
        (findings.HasOffer, findings.Offer) = (file.Find("offer") is not null, file.Find("offer")?.Then(OfferSection.Read));
        var touches = file.Require("touches", "1 to 10 touches")?.Then(TouchesSection.Read);
        var welcome = file.Find("welcomeBack")?.Then(field => WelcomeBackSection.Read(field, touches));
        var exit = file.Find("exit")?.EventTypes() ?? ExitUnlessSaid(lapse, on, goal);
        CheckExit(file, exit, goal);
        var campaign = new Campaign
        {
            Id = id ?? "",
            Name = name ?? "",
            Status = Status(file) ?? CampaignStatus.Draft,
            Language = language,
            Goal = goal ?? "",
            Purpose = purpose,
            Lapse = PurposeOfReach.In(lapse, purpose),
            On = on is null ? null : TriggerVariables.Keep(on, findings),
            Audience = PurposeOfReach.In(file.Find("audience")?.Then(AudienceSection.Read), purpose),
            Exclude = PurposeOfReach.In(file.Find("exclude")?.Then(AudienceSection.Read), purpose),
            Rfm = findings.Rfm,
            Holdout = HoldoutSection.Read(file.Find("holdout"), id ?? "") ?? new(),
            Variants = variants,
            Entry = EntrySection.Read(file.Find("entry")) ?? new(),
            Touches = PurposeOfReach.In(touches ?? [], purpose),
            WelcomeBack = welcome,
            QuietHours = QuietHoursSection.Read(file.Find("quietHours")),
            Caps = CapsSection.Read(file.Find("caps")),
            CoolDown = file.Find("coolDown")?.Length(TimeSpan.Zero, TimeSpan.FromDays(1095)) ?? CoolDown,
            ReEntry = file.Find("reEntry")?.Then(ReEntrySection.Read),
            Group = file.Find("group")?.Id(40),
            ConflictsWith = file.Find("conflictsWith")?.Then(given => ReEntrySection.ConflictsWith(given, id)) ?? [],
            Sunset = file.Find("sunset")?.Then(given => SunsetSection.Read(given, touches)),
            Guards = file.Find("guards")?.Then(GuardsSection.Read) ?? new(),
            Survey = file.Find("survey")?.Then(SurveySection.Read),
            ExitTypes = exit ?? [],
            AttributionWindow = file.Find("attributionWindow")?.Length(TimeSpan.FromHours(1), TimeSpan.FromDays(365)) ?? AttributionWindow,
            Catalogue = file.Find("catalogue")?.Then(CatalogueSection.Read) ?? [],
            Priority = file.Find("priority")?.Whole(-100, 100) ?? 0,
        };
        TouchOfferSection.Check(file, touches, findings);
        TriggerVariables.Check(file, findings);
        ItemTriggerSection.Check(file, on, goal, findings);
        TouchHoursSection.CheckAgainst(file, campaign.QuietHours, welcome is null ? touches : [.. touches ?? [], welcome]);
        return findings.Count == 0 ? campaign : null;
    }

    private static (LapseRule? Lapse, EventTrigger? On) Trigger(Section file)
    {
        var notBeyond = file.Find("entry")?.Value is YamlValue.Map entry && entry.Entries.Any(each => each.Key.Text == "notBeyond") ? file.Find("entry") : null;
        if (file.Find("on") is not { } on)
        {
            var lapse = file.Require("lapse", "after and since; or on: in its place")?.Then(LapseSection.Read);
            if (lapse?.AtRisk is not null)
                notBeyond?.Refuse("notBeyond beside lapse.atRisk, which ends at the threshold", "no notBeyond");
            return (lapse, null);
        }

        if (file.Find("lapse") is { } both)
            both.Refuse("lapse beside on", "one of the two: when a silence is long enough, or when an event happens");
        notBeyond?.Refuse("notBeyond, which counts thresholds of a lapse", "on.within, which says how late a user may still enter");
        return (null, on.Then(OnSection.Read));
    }

    private static CampaignStatus? Status(Section file) => file.Find("status")?.Choice(
        ("draft", CampaignStatus.Draft),
        ("active", CampaignStatus.Active),
        ("paused", CampaignStatus.Paused),
        ("archived", CampaignStatus.Archived));

    private static string? Purpose(YamlField? field)
    {
        if (field?.Scalar(ConsentPurpose.Allowed)?.Text is not { } purpose)
            return null;
        if (ConsentPurpose.IsOne(purpose))
            return purpose;
        field.Refuse(ConsentPurpose.Allowed);
        return null;
    }

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
    private static List<string>? ExitUnlessSaid(LapseRule? lapse, EventTrigger? on, string? goal)
    {
        if (goal is not null && on is not null)
            return [.. on.Unless.Append(goal).Distinct(StringComparer.Ordinal)];
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
