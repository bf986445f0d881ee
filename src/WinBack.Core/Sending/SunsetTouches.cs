using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What unanswered episodes say about a touch: nothing goes out during a sunset, and the last question only in the episode before it.</summary>
internal static class SunsetTouches
{
    /// <summary>Name of the rule in findings.</summary>
    public const string Rule = "sunset";

    /// <summary>Why the touch passes; null when nothing is against it.</summary>
    public static string? Objection(User user, Campaign campaign, Touch touch)
    {
        if (user.Sunset is { } sunset)
            return SunsetText.Of(sunset);
        if (campaign.Sunset is not { } rule || rule.LastTouch != touch.Id)
            return null;
        var unanswered = UnansweredRun.Of(user);
        return unanswered + 1 >= rule.After ? null
            : string.Create(CultureInfo.InvariantCulture, $"only in the last episode before a sunset: {unanswered} of {rule.After} in a row are not answered so far");
    }
}
