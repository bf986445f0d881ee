namespace WinBack.Core.Campaigns;

/// <summary>Every text of a campaign that is a template.</summary>
internal static class TemplateTexts
{
    /// <summary>Of all touches, variants, channels and languages.</summary>
    public static IEnumerable<string> Of(Campaign campaign) => campaign.AllTouches().SelectMany(touch => touch.Templates.Values.Concat(touch.Variants.Values.SelectMany(own => own.Values))).SelectMany(Of);

    /// <summary>Of one template, in all its languages.</summary>
    public static IEnumerable<string> Of(Template template) =>
        new[] { template.Subject, template.Preheader, template.Title, template.Body, template.DeepLink, template.Image }.OfType<string>()
            .Concat(template.Webhook?.Fields.Values ?? []).Concat(template.Locales.Values.SelectMany(Of));
}
