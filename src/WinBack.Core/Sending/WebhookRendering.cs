using System.Globalization;
using WinBack.Core.Campaigns;

namespace WinBack.Core.Sending;

/// <summary>What a webhook touch says to its receiver about one person.</summary>
internal static class WebhookRendering
{
    private const int LongestTitle = 250;

    /// <returns>Failed when a part is longer than a receiver is promised; nothing is cut, because half an instruction is worse than none.</returns>
    public static Rendering Of(Template template, CompiledTemplate compiled, Dictionary<string, object?> variables, string body)
    {
        if (template.Webhook is not { } webhook)
            return new Rendering.Failed("the touch names no target");
        var title = PlainText.Line(compiled.Title?.Invoke(variables));
        if (title?.Length > LongestTitle)
            return TooLong("the title", title.Length, LongestTitle);
        if (body.Length > WebhookTemplate.LongestBody)
            return TooLong("the body", body.Length, WebhookTemplate.LongestBody);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, part) in compiled.Fields)
        {
            var value = part(variables).Trim();
            if (value.Length > WebhookTemplate.LongestField)
                return TooLong($"the field {name}", value.Length, WebhookTemplate.LongestField);
            fields.Add(name, value);
        }

        return new Rendering.Done(new(null, title, body, null, null) { Webhook = new(webhook.Target, fields) });
    }

    private static Rendering.Failed TooLong(string what, int characters, int most) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} has {characters} characters for this person; {most} are allowed"));
}
