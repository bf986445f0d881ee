namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>audience</c>: who of the lapsed enters.</summary>
internal static class AudienceSection
{
    public static readonly string[] Keys = ["all", "any", "not", "field", .. FieldSection.Comparisons, "within"];

    private const int MostParts = 50;

    private static readonly string[] Forms = ["all", "any", "not", "field"];

    public static Condition? Read(YamlField field)
    {
        if (field.Section(Keys) is not { } section)
            return null;
        var forms = Forms.Where(form => section.Find(form) is not null).ToList();
        if (forms.Count != 1)
        {
            section.Refuse(forms.Count == 0 ? "none of all, any, not, field" : string.Join(" and ", forms), "one of all, any, not, field; put several under all: or any:");
            return null;
        }

        if (forms[0] == "field")
            return FieldSection.Read(section);
        foreach (var stray in FieldSection.Comparisons.Append("within").Where(key => section.Find(key) is not null))
            section.Find(stray)!.Refuse($"{stray} beside {forms[0]}", "only beside field:");
        var inner = section.Find(forms[0])!;
        if (forms[0] == "not")
            return Read(inner) is { } part ? new Condition.Not(part) : null;
        if (inner.Items(1, MostParts, $"a list of 1 to {MostParts} conditions") is not { } items)
            return null;
        var parts = items.Select(Read).OfType<Condition>().ToList();
        return forms[0] == "all" ? new Condition.All(parts) : new Condition.Any(parts);
    }
}
