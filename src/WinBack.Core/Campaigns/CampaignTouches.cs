namespace WinBack.Core.Campaigns;

/// <summary>The touches of a campaign, the one that welcomes people back among them.</summary>
public static class CampaignTouches
{
    /// <summary>Id of the touch that welcomes people back: in keys, in links and in reports. No other touch of a campaign that has one may have it.</summary>
    public const string WelcomeBack = "welcome-back";

    /// <summary>Every touch that may be sent: those planned at enrolment, then the one after the return.</summary>
    public static IEnumerable<Touch> AllTouches(this Campaign campaign) => campaign.WelcomeBack is { } welcome ? campaign.Touches.Append(welcome) : campaign.Touches;

    /// <summary>The touch of an id; null when there is none.</summary>
    public static Touch? FindTouch(this Campaign campaign, string id)
    {
        for (var i = 0; i < campaign.Touches.Count; i++)
        {
            if (campaign.Touches[i].Id == id)
                return campaign.Touches[i];
        }

        return campaign.WelcomeBack is { } welcome && welcome.Id == id ? welcome : null;
    }
}
