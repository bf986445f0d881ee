using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>
/// Draws variants without a random generator. Every variant has a place of its own for every person, which no weight moves: where one gains
/// weight, people come to it and to no other; where one loses, only people of its own leave. So exactly as many move as the shares ask for.
/// </summary>
public static class VariantAssignment
{
    /// <summary>The variant of one user in one campaign, both arms alike.</summary>
    /// <param name="campaign">The version that the user enters.</param>
    /// <param name="userId">The user, never the person key: an erased and returned user is drawn alike.</param>
    /// <param name="held">What they were drawn into before, or null. It stands as long as the campaign has that variant, whatever its weight.</param>
    /// <returns>Null when the campaign has no variants.</returns>
    public static DrawnVariant? Of(Campaign campaign, string userId, DrawnVariant? held = null) =>
        campaign.Variants.Count == 0 ? null
        : held is not null && campaign.Variants.Any(variant => variant.Id == held.Id) ? held
        : Draw(campaign, userId);

    // Weighted rendezvous: of exponential waits with the weights as rates the shortest wins, with probability weight / sum. The campaign's id and not
    // the holdout's salt is the salt: campaigns that share a holdout must not share this.
    private static DrawnVariant? Draw(Campaign campaign, string userId)
    {
        Variant? drawn = null;
        var (least, sum) = (double.PositiveInfinity, 0);
        foreach (var variant in campaign.Variants.Where(variant => variant.Weight > 0))
        {
            sum += variant.Weight;
            var place = ArmAssignment.Fraction($"{campaign.Id}\0variant\0{variant.Id}", userId);
            var wait = -Math.Log(1 - place) / variant.Weight;       // 1 − place lies in (0, 1]
            if (wait < least)
                (least, drawn) = (wait, variant);
        }

        return drawn is null ? null : new(drawn.Id, (double)drawn.Weight / sum);
    }
}
