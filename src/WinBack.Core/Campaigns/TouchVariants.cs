using WinBack.Core.Users;

namespace WinBack.Core.Campaigns;

/// <summary>What a touch says to whom.</summary>
public static class TouchVariants
{
    private static readonly Dictionary<string, IReadOnlyDictionary<Channel, Template>> None = new(StringComparer.Ordinal);

    /// <summary>The touch as the readers of one variant get it: its templates are theirs, and it has no variants any more.</summary>
    /// <param name="touch">As the campaign has it.</param>
    /// <param name="variant">Id of the variant; null, or one that says nothing of its own here, gives the words that all others get.</param>
    public static Touch As(this Touch touch, string? variant) => variant is null || touch.Variants.Count == 0
        ? touch
        : touch with { Templates = touch.Variants.GetValueOrDefault(variant) ?? touch.Templates, Variants = None };

    /// <summary>The touch as a person gets it who is enrolled in its campaign.</summary>
    public static Touch As(this Touch touch, Campaign campaign, User user)
    {
        if (touch.Variants.Count == 0)
            return touch;
        foreach (var open in user.Open)
        {
            if (open.Campaign == campaign.Id)
                return touch.As(open.Variant?.Id);
        }

        return touch;
    }
}
