namespace WinBack.Core.Campaigns;

/// <summary>Every text of a campaign that is a template.</summary>
internal static class TemplateTexts
{
    /// <summary>Of all touches, channels and languages.</summary>
    public static IEnumerable<string> Of(Campaign campaign) => campaign.Touches.SelectMany(touch => touch.Templates.Values).SelectMany(Of);

    private static IEnumerable<string> Of(Template template) =>
        new[] { template.Subject, template.Preheader, template.Title, template.Body, template.DeepLink, template.Image }.OfType<string>()
            .Concat(template.Webhook?.Fields.Values ?? []).Concat(template.Locales.Values.SelectMany(Of));
}
