namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>{{trigger.NAME}}</c> in templates: gathered while they are read, so that an enrolment keeps those properties of its event and no others.</summary>
internal static class TriggerVariables
{
    /// <summary>Notes what one template reads.</summary>
    public static void Note(YamlField field, TemplateScan scan)
    {
        foreach (var variable in scan.Variables.Where(variable => variable.StartsWith(TemplateScan.TriggerPrefix, StringComparison.Ordinal)))
            field.Findings.OfTrigger.TryAdd(variable[TemplateScan.TriggerPrefix.Length..], field);
    }

    /// <summary>The trigger with the properties that the templates read.</summary>
    public static EventTrigger Keep(EventTrigger on, Findings findings) => on with { Keep = [.. findings.OfTrigger.Keys.Order(StringComparer.Ordinal)] };

    /// <summary>Reports what there is no event for, and more properties than are kept.</summary>
    public static void Check(Section file, Findings findings)
    {
        foreach (var (name, field) in findings.OfTrigger.Skip(file.Find("on") is null ? 0 : EventTrigger.MostKept))
        {
            if (file.Find("on") is null)
                field.Refuse($"{{{{trigger.{name}}}}}, but no event enters anybody", "on: in place of lapse, or another variable");
            else
                field.Refuse($"{{{{trigger.{name}}}}}, one property too many", $"{EventTrigger.MostKept} different properties of the event in all templates together");
        }
    }
}
