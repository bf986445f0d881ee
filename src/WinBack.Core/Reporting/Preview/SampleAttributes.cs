using System.Globalization;
using System.Text.RegularExpressions;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>Values for the attributes that a campaign's templates read, of the kind that each is used as.</summary>
internal static partial class SampleAttributes
{
    /// <summary>By attribute name. A text is the attribute's own name, so that whoever reads the message sees where it comes out.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="isLong">Texts of forty characters instead.</param>
    /// <param name="at">The day of all dates.</param>
    public static Dictionary<string, FieldValue> Of(Campaign campaign, bool isLong, DateTimeOffset at)
    {
        var values = new Dictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var text in TemplateTexts.Of(campaign))
        {
            foreach (Match call in Calls().Matches(text))
            {
                values[call.Groups["value"].Value] = Value(call.Groups["helper"].Value, at);
                if (call.Groups["currency"].Success)
                    values[call.Groups["currency"].Value] = FieldValue.Of("EUR");
            }

            foreach (var variable in TemplateScan.Of(text).Variables.Where(variable => variable.StartsWith(TemplateScan.AttributePrefix, StringComparison.Ordinal)))
            {
                var name = variable[TemplateScan.AttributePrefix.Length..];
                values.TryAdd(name, FieldValue.Of(isLong ? string.Concat(Enumerable.Repeat(name + " ", 40))[..40].Trim() : name));
            }
        }

        return values;
    }

    private static FieldValue Value(string helper, DateTimeOffset at) => helper switch
    {
        "date" => FieldValue.Of(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        "money" => FieldValue.Of(12.50m),
        _ => FieldValue.Of(3),
    };

    [GeneratedRegex(@"\{\{~?\s*(?<helper>date|money|number|plural)\s+attributes\.(?<value>[A-Za-z0-9_-]+)(?:\s+attributes\.(?<currency>[A-Za-z0-9_-]+))?")]
    private static partial Regex Calls();
}
