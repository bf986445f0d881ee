namespace WinBack.Core.Campaigns.Reading;

/// <summary><c>holdout</c>: who gets nothing, so that there is something to compare with.</summary>
internal static class HoldoutSection
{
    public static readonly string[] Keys = ["share", "salt"];

    /// <summary>Largest share held out.</summary>
    public const double MaxShare = 0.9;

    /// <summary>Reads a share alone, or share and salt. The salt is the campaign's id unless written down.</summary>
    public static Holdout? Read(YamlField? field, string campaignId)
    {
        var unlessSaid = new Holdout { Salt = campaignId };
        if (field is null)
            return unlessSaid;
        if (field.Value is YamlValue.Scalar)
            return field.Share(MaxShare) is { } share ? unlessSaid with { Share = share } : null;
        if (field.Section(Keys) is not { } holdout)
            return null;
        return new(
            holdout.Find("share")?.Share(MaxShare) ?? unlessSaid.Share,
            holdout.Find("salt")?.Line(100) ?? campaignId);
    }
}
