namespace WinBack.Core.Campaigns;

/// <summary>When to stop asking somebody who never answers.</summary>
/// <param name="After">Episodes in a row, of whatever campaigns, in which the person did nothing, after which no campaign contacts them; 1 to 20, 0 for never.</param>
/// <param name="LastTouch">Id of a touch that goes out only in the last episode before that; null for none.</param>
public sealed record SunsetRule(int After, string? LastTouch = null)
{
    /// <summary>Largest number of episodes.</summary>
    public const int Most = 20;

    /// <summary>Never by this campaign, whatever the project says.</summary>
    public static SunsetRule Never { get; } = new(0);
}
