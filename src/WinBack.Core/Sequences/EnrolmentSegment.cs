using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sequences;

/// <summary>
/// The segment of a person as they enter a campaign. It is told from what is known before the arm is drawn, so that the arms may be compared within it.
/// </summary>
internal static class EnrolmentSegment
{
    /// <summary>
    /// The name of the first segment of the lapse rule whose condition holds, asked silence by silence, whatever the threshold in the end came from;
    /// where that has none, the segment by <see cref="RfmRule"/>; null where the campaign has neither.
    /// </summary>
    public static string? Of(Campaign campaign, User user, DateTimeOffset now)
    {
        foreach (var part in campaign.Lapse?.Parts ?? [])
        {
            if (part.Segments.FirstOrDefault(each => AudienceMatcher.Matches(each.When, user, now)) is { Name: { } name })
                return name;
        }

        return campaign.Rfm?.Of(user, now) is var (recency, frequency, _) ? RfmRule.Segment(recency, frequency) : null;
    }
}
