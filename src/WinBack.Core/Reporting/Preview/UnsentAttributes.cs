using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>Finds attributes that templates or margins of offers read and that nobody has: a name spelled differently by the app and by the campaign, as a rule.</summary>
public sealed class UnsentAttributes(Campaign campaign)
{
    private readonly HashSet<string> _missing = [.. TemplateTexts.Of(campaign)
        .SelectMany(text => TemplateScan.Of(text).Variables)
        .Concat(campaign.Touches.Select(touch => touch.Offer?.MarginFloor?.Of).OfType<string>())      // where nobody has it, nobody gets the offer
        .Where(variable => variable.StartsWith(TemplateScan.AttributePrefix, StringComparison.Ordinal))
        .Select(variable => variable[TemplateScan.AttributePrefix.Length..])];

    /// <summary>The attributes that no user looked at so far has, by name.</summary>
    public IReadOnlyList<string> Missing => [.. _missing.Order(StringComparer.Ordinal)];

    /// <summary>Looks at one more user.</summary>
    public void Look(User user) => _missing.RemoveWhere(user.Profile.Attributes.ContainsKey);
}
