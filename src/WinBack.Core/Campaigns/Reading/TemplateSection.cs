using WinBack.Core.Users;

namespace WinBack.Core.Campaigns.Reading;

/// <summary>What a touch says on one channel: <c>push</c>, <c>sms</c> <c>email</c> or <c>webhook</c>.</summary>
internal static class TemplateSection
{
    public static readonly string[] PushKeys = ["title", "body", "link", "image", "locales"];
    public static readonly string[] SmsKeys = ["body", "link", "locales"];
    public static readonly string[] EmailKeys = ["subject", "preheader", "body", "link", "button", "locales"];

    private const string LocalesKey = "locales";
    private const int MostLocales = 40;

    public static Template? Read(YamlField field, Channel channel)
    {
        if (channel == Channel.Webhook)
            return WebhookSection.Read(field);
        var keys = KeysOf(channel);
        if (field.Section(keys) is not { } section)
            return null;
        var template = new TemplateReading(section, channel, field.Findings.Language, null).Read();
        var locales = section.Find(LocalesKey) is { } given ? Locales(given, channel, template) : null;
        return template is null || locales is null ? template : template with { Locales = locales };
    }

    private static string[] KeysOf(Channel channel) => channel switch { Channel.Push => PushKeys, Channel.Sms => SmsKeys, _ => EmailKeys };

    // Parents first, so that de-AT may leave out what de says.
    private static Dictionary<string, Template>? Locales(YamlField field, Channel channel, Template? whole)
    {
        const string allowed = "language tags, such as de and de-AT, each with what it says in that language";
        if (field.Value is not YamlValue.Map { Entries.Count: >= 1 and <= MostLocales } map)
        {
            field.Refuse(allowed);
            return null;
        }

        var read = new Dictionary<string, Template>(StringComparer.OrdinalIgnoreCase);
        string[] keys = [.. KeysOf(channel).Where(key => key != LocalesKey)];
        foreach (var (tag, value) in map.Entries.OrderBy(entry => entry.Key.Text.Length))
        {
            var path = $"{field.Path}.{tag.Text}";
            if (!LanguageTag.IsOne(tag.Text) || read.ContainsKey(tag.Text))
            {
                field.Findings.Add(tag, field.Path, read.ContainsKey(tag.Text) ? $"{YamlValue.Quoted(tag.Text)} a second time" : YamlValue.Quoted(tag.Text), allowed);
                continue;
            }

            var parent = LocaleChain.Of(tag.Text).Skip(1).Select(read.GetValueOrDefault).FirstOrDefault(each => each is not null);
            if (whole is not null
                && new YamlField(value, path, field.Findings).Section(keys) is { } section
                && new TemplateReading(section, channel, tag.Text, new(whole, parent)).Read() is { } template)
                read.Add(tag.Text, template);
        }

        return read;
    }
}
