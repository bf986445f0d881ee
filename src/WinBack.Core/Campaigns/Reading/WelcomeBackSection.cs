namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>welcomeBack</c>: one touch for who has come back. It makes no offer, waits for no other touch and has no second channel after silence.</summary>
internal static class WelcomeBackSection
{
    public static readonly string[] Keys = ["kind", "delay", "at", "window", "days", "channels", "whenNotAllowed", "expires", "push", "sms", "email", "webhook", "variants", TouchSurveySection.Key];

    /// <summary>Longest delay: who came back a month ago is not welcomed back.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static Touch? Read(YamlField field, IReadOnlyList<Touch>? touches)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        if (touches?.Any(touch => touch.Id == CampaignTouches.WelcomeBack) == true)
            field.Refuse($"welcomeBack beside a touch {YamlValue.Quoted(CampaignTouches.WelcomeBack)}", "another id for that touch: reports call this one so");
        var delay = section.Require("delay", "how long after the return, such as P1D")?.Length(TimeSpan.Zero, Longest) ?? Threshold.Zero;
        var channels = TouchesSection.InOrder(section);
        var errors = field.Findings.Count;
        var templates = TouchesSection.Templates(section, channels);
        var touch = new Touch(
            CampaignTouches.WelcomeBack, delay, channels ?? [], templates, section.Find("expires")?.Length(TimeSpan.FromMinutes(10), TimeSpan.FromDays(30)) ?? TouchesSection.Expires)
        {
            Hours = TouchHoursSection.Read(section),
            WhenNotAllowed = section.Find("whenNotAllowed")?.Choice(("hold", WhenNotAllowed.Hold), ("skip", WhenNotAllowed.Skip)) ?? WhenNotAllowed.Hold,
            Kind = TouchesSection.Kind(section),
            Variants = VariantsSection.OfTouch(section, templates, isGood: field.Findings.Count == errors),
        };
        TouchOfferSection.None(field.Findings, "who has come back gets no offer for it");
        return TouchSurveySection.Read(section, touch, field.Findings);
    }
}
