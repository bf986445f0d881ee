using System.Text;
using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>Keys by which people entered and by which their outcome counts: whoever is in flight cannot be moved across a change of one.</summary>
internal static class InFlightKeys
{
    public static readonly string[] All = ["lapse", "on", "goal", "exit"];

    /// <summary>Whether two versions say the same under all of them.</summary>
    public static bool AreAlike(VersionRow one, VersionRow other) =>
        !CampaignDiff.Of(Encoding.UTF8.GetString(one.File), Encoding.UTF8.GetString(other.File)).Any(change => All.Contains(change.Path.Split('.', '[')[0]));
}
