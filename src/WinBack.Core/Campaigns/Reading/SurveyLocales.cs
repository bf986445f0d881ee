namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>survey.locales</c>: the question in other languages. What the campaign's language says every language says, but for what a parent among them says.</summary>
internal static class SurveyLocales
{
    public static readonly string[] Keys = ["question", "answers", "thanks", "comment"];

    private const int Most = 40;
    private const string Allowed = "language tags, such as de and de-AT, each with the question in that language";

    public static Dictionary<string, Survey>? Read(YamlField field, Survey whole)
    {
        if (field.Value is not YamlValue.Map { Entries.Count: >= 1 and <= Most } map)
        {
            field.Refuse(Allowed);
            return null;
        }

        var read = new Dictionary<string, Survey>(StringComparer.OrdinalIgnoreCase);
        foreach (var (tag, value) in map.Entries.OrderBy(entry => entry.Key.Text.Length))
        {
            if (!LanguageTag.IsOne(tag.Text) || read.ContainsKey(tag.Text))
            {
                field.Findings.Add(tag, field.Path, read.ContainsKey(tag.Text) ? $"{YamlValue.Quoted(tag.Text)} a second time" : YamlValue.Quoted(tag.Text), Allowed);
                continue;
            }

            var parent = LocaleChain.Of(tag.Text).Skip(1).Select(read.GetValueOrDefault).FirstOrDefault(each => each is not null);
            if (new YamlField(value, $"{field.Path}.{tag.Text}", field.Findings).Section(Keys) is { } section)
                read.Add(tag.Text, One(section, tag.Text, whole, parent));
        }

        return read;
    }

    private static Survey One(Section section, string tag, Survey whole, Survey? parent) => whole with
    {
        Question = Said(section, "question", tag, parent)?.Line(200) ?? parent?.Question ?? "",
        Answers = Said(section, "answers", tag, parent) is { } answers ? Answers(answers, whole) : parent?.Answers ?? whole.Answers,
        Thanks = Said(section, "thanks", tag, parent)?.Line(300) ?? parent?.Thanks ?? "",
        Comment = whole.Comment is null ? NoComment(section) : Said(section, "comment", tag, parent)?.Line(100) ?? parent?.Comment,
    };

    private static YamlField? Said(Section section, string key, string tag, Survey? parent) =>
        parent is null ? section.Require(key, $"its {key} in {tag}") : section.Find(key);

    private static string? NoComment(Section section)
    {
        section.Find("comment")?.Refuse("a comment that the survey does not have in the campaign's language", "comment there as well, or none here");
        return null;
    }

    // An answer is the same in every language: links hold its place, events its id.
    private static List<SurveyAnswer> Answers(YamlField field, Survey whole)
    {
        var answers = SurveySection.Answers(field) ?? [];
        if (answers.Count > 0 && !answers.Select(answer => answer.Id).SequenceEqual(whole.Answers.Select(answer => answer.Id)))
            field.Refuse($"the answers {string.Join(", ", answers.Select(answer => answer.Id))}", $"{string.Join(", ", whole.Answers.Select(answer => answer.Id))}, in this order");
        return answers;
    }
}
