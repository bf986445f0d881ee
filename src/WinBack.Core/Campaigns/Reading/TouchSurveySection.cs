using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>
/// <c>survey</c> of a touch: <c>true</c> puts the question at the end of its e-mails and text messages that do not show the answers themselves,
/// <c>false</c> says that none of its texts asks. Without it a text asks that shows the answers.
/// </summary>
internal static class TouchSurveySection
{
    public const string Key = "survey";

    /// <summary>The touch as the key has it.</summary>
    /// <param name="section">The touch's keys.</param>
    /// <param name="touch">As read so far, variants and all.</param>
    /// <param name="findings">Of the file.</param>
    public static Touch Read(Section section, Touch touch, Findings findings)
    {
        if (section.Find(Key) is not { } field || field.Choice<bool>(("true", true), ("false", false)) is not { } carries)
            return touch;
        if (!carries)
        {
            if (All(touch).SelectMany(TemplateTexts.Of).Any(text => TemplateScan.Of(text).Variables.Any(each => each.StartsWith(SurveySection.Prefix, StringComparison.Ordinal))))
                field.Refuse("false, though a text of the touch asks", "true, or no {{survey.…}} in its texts");
            return touch;
        }

        if (!findings.HasSurvey)
            field.Refuse("true without a survey", "survey in this file, or false");
        if (!touch.Templates.Keys.Any(IsAnswered))
            field.Refuse("true where nothing can be answered", "email or sms among the channels, or false");
        return touch with
        {
            Templates = Asking(touch.Templates),
            Variants = touch.Variants.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<Channel, Template>)Asking(pair.Value), StringComparer.Ordinal),
        };
    }

    private static IEnumerable<Template> All(Touch touch) => touch.Templates.Values.Concat(touch.Variants.Values.SelectMany(own => own.Values));

    private static bool IsAnswered(Channel channel) => channel is Channel.Email or Channel.Sms;

    private static Dictionary<Channel, Template> Asking(IReadOnlyDictionary<Channel, Template> templates) =>
        templates.ToDictionary(pair => pair.Key, pair => IsAnswered(pair.Key) ? Asking(pair.Value) : pair.Value);

    private static Template Asking(Template template) => template with
    {
        Body = Asking(template.Body),
        Locales = template.Locales.ToDictionary(pair => pair.Key, pair => pair.Value with { Body = Asking(pair.Value.Body) }, StringComparer.OrdinalIgnoreCase),
    };

    private static string Asking(string body)
    {
        var variables = TemplateScan.Of(body).Variables;
        return variables.Contains(TemplateScan.SurveyAnswers) ? body
            : $"{body}{(variables.Contains(TemplateScan.SurveyQuestion) ? "" : $"\n\n{{{{{TemplateScan.SurveyQuestion}}}}}")}\n\n{{{{{TemplateScan.SurveyAnswers}}}}}";
    }
}
