using System.Runtime.CompilerServices;
using HandlebarsDotNet;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Sending;

/// <summary>One part of a template, ready to be filled in. Safe to call from several threads.</summary>
/// <param name="variables">Made by <see cref="TemplateVariables"/>.</param>
internal delegate string TemplatePart(Dictionary<string, object?> variables);

/// <summary>A template compiled: a millisecond or more once, then microseconds per message.</summary>
internal sealed class CompiledTemplate
{
    // By reference: compiled once per loaded campaign, and gone when it goes.
    private static readonly ConditionalWeakTable<Template, CompiledTemplate> Compiled = [];

    private CompiledTemplate(Template template)
    {
        string?[] texts = [template.Subject, template.Preheader, template.Title, template.Body, template.DeepLink, template.Image];
        var scans = texts.Concat(template.Webhook?.Fields.Values ?? []).OfType<string>().Select(TemplateScan.Of).ToList();
        Variables = scans.SelectMany(scan => scan.Variables).ToHashSet(StringComparer.Ordinal);
        if (scans.Any(scan => scan.Problems.Count > 0))
        {
            WhyNot = "the template holds what no campaign file may";
            return;
        }

        try
        {
            Subject = TemplateEngine.ForText(template.Subject);
            Preheader = TemplateEngine.ForText(template.Preheader);
            Title = TemplateEngine.ForText(template.Title);
            Body = TemplateEngine.ForText(template.Body);
            Link = TemplateEngine.ForLink(template.DeepLink);
            Image = TemplateEngine.ForLink(template.Image);
            Fields = template.Webhook?.Fields.ToDictionary(field => field.Key, field => TemplateEngine.ForText(field.Value), StringComparer.Ordinal) ?? [];
        }
        catch (HandlebarsException)     // no template that was scanned is known to cause it; a claim must not loop if one does
        {
            WhyNot = "the template cannot be compiled";
        }
    }

    /// <summary>Variables that some part reads; nothing else of a person is looked at.</summary>
    public IReadOnlySet<string> Variables { get; }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public string? WhyNot { get; }

    public TemplatePart? Subject { get; }

    public TemplatePart? Preheader { get; }

    public TemplatePart? Title { get; }

    /// <summary>Not null unless <see cref="WhyNot"/> is set.</summary>
    public TemplatePart? Body { get; }

    /// <summary>Percent-encodes what variables hold.</summary>
    public TemplatePart? Link { get; }

    /// <summary>Percent-encodes what variables hold.</summary>
    public TemplatePart? Image { get; }

    /// <summary>The fields of a webhook, by name.</summary>
    public IReadOnlyDictionary<string, TemplatePart> Fields { get; } = new Dictionary<string, TemplatePart>();

    public static CompiledTemplate Of(Template template) => Compiled.GetValue(template, static template => new(template));
}
