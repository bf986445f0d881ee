namespace WinBack.Core.Campaigns.Reading;

/// <summary>Every key of a campaign file, as a path. The guide in <c>campaigns/README.md</c> describes exactly these; a test compares them.</summary>
internal static class CampaignKeys
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. CampaignSection.Keys,
        .. Under("lapse", LapseSection.Keys),
        .. Under("lapse.segments[]", LapseSection.SegmentKeys),
        .. Under("lapse.rhythm", LapseSection.RhythmKeys),
        .. Under("on", OnSection.Keys),
        .. Under("on.priceDrop", ItemTriggerSection.PriceDropKeys),
        .. Under("on.backInStock", ItemTriggerSection.BackInStockKeys),
        .. Under("on.where[]", OnSection.WhereKeys),
        .. Under("audience", AudienceSection.Keys),
        .. Under("stages", StagesSection.Keys),
        .. Under("rfm", RfmSection.Keys),
        .. Under("rfm.cutPoints", RfmSection.CutPointKeys),
        .. Under("holdout", HoldoutSection.Keys),
        .. Under("variants[]", VariantsSection.Keys),
        .. Under("offer", OfferSection.Keys),
        .. Under("offer.value", OfferSection.ValueKeys),
        .. Under("offer.tiers[]", OfferSection.TierKeys),
        .. Under("offer.budget", OfferSection.BudgetKeys),
        .. Under("offer.marginFloor", OfferSection.MarginKeys),
        .. Under("entry", EntrySection.Keys),
        .. Under("touches[]", TouchesSection.Keys),
        .. Under("touches[].after", TouchTimingSection.AfterKeys),
        .. Under("touches[].window", TouchHoursSection.WindowKeys),
        .. Under("touches[].if", TouchConditionSection.EarlierKeys),
        .. Under("touches[].fallback", TouchTimingSection.FallbackKeys),
        .. Under("touches[].push", TemplateSection.PushKeys),
        .. Under("touches[].sms", TemplateSection.SmsKeys),
        .. Under("touches[].email", TemplateSection.EmailKeys),
        .. Under("touches[].webhook", WebhookSection.Keys),
        .. Under("welcomeBack", WelcomeBackSection.Keys),
        .. Under("quietHours", QuietHoursSection.Keys),
        .. Under("caps[]", CapsSection.Keys),
        .. Under("reEntry", ReEntrySection.Keys),
        .. Under("sunset", SunsetSection.Keys),
        .. Under("guards", GuardsSection.Keys),
        .. Under("guards.budget", GuardsSection.BudgetKeys),
        .. Under("survey", SurveySection.Keys),
        .. Under("survey.answers[]", SurveySection.AnswerKeys),
        .. Under("catalogue[]", CatalogueSection.Keys),
    ];

    private static IEnumerable<string> Under(string parent, IEnumerable<string> keys) => keys.Select(key => $"{parent}.{key}");
}
