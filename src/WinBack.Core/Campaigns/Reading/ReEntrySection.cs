namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>reEntry</c>, <c>group</c> and <c>conflictsWith</c>: what earlier and other enrolments say to an entry.</summary>
internal static class ReEntrySection
{
    public static readonly string[] Keys = ["after", "atMost"];

    private const int MostExcluded = 50;

    public static ReEntry? Read(YamlField field)
    {
        if (field.Value is YamlValue.Scalar scalar)
        {
            if (scalar.Text == "never")
                return ReEntry.Never;
            field.Refuse("never, or the keys after and atMost");
            return null;
        }

        if (field.Section(Keys) is not { } section)
            return null;
        if (section.Find("after") is null && section.Find("atMost") is null)
            section.Refuse("nothing", "after, atMost or both");
        return new(
            section.Find("after")?.Length(TimeSpan.FromHours(1), TimeSpan.FromDays(1095)),
            section.Find("atMost")?.Whole(1, 1000));
    }

    /// <summary>Ids of other campaigns. Whether they exist is not asked: a file is read alone, and a campaign may be published before the one it names.</summary>
    public static IReadOnlyList<string>? ConflictsWith(YamlField field, string? own)
    {
        if (field.Items(1, MostExcluded, $"the id of a campaign, or a list of 1 to {MostExcluded}") is not { } items)
            return null;
        var ids = new List<string>();
        foreach (var item in items)
        {
            if (item.Id(40) is not { } id)
                continue;
            if (id == own)
                item.Refuse($"{YamlValue.Quoted(id)}, which is this campaign", "other campaigns; nobody is in one campaign twice anyway");
            else if (ids.Contains(id, StringComparer.Ordinal))
                item.Refuse($"{YamlValue.Quoted(id)} a second time", "each campaign once");
            ids.Add(id);
        }

        return ids;
    }
}
