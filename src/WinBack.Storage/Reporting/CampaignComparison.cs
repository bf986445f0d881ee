using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Core.Sending;
using WinBack.Storage.Campaigns;

namespace WinBack.Storage.Reporting;

/// <summary>Says what publishing a file would change, in keys and in users.</summary>
public sealed class CampaignComparison(ICampaigns campaigns, ICampaignHistory history, ReachReader reach, SendingOptions sending, BaseCutPoints cutPoints, TimeProvider clock)
{
    /// <summary>Compares with the version that stands.</summary>
    /// <param name="campaign">As read from the file.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="enough">Users to look at, see <see cref="ReachReader.ReadAsync"/>.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ComparedCampaign> ReadAsync(Campaign campaign, string text, int enough, CancellationToken cancel = default)
    {
        // As it would be published: with numbers in the place of a word; too few people to measure leave the word, and nobody enters.
        (text, _) = await cutPoints.PutIntoAsync(campaign.Id, text, campaign.Id, cancel);
        campaign = CampaignFile.Read(campaign.Id, text).Campaign ?? campaign;
        var standing = (await campaigns.CurrentAsync(cancel)).Find(campaign.Id);
        var file = await history.FileAsync(campaign.Id, cancel: cancel);
        var counted = await reach.ReadAsync(campaign, standing, enough, cancel);
        return new(
            file?.Version,
            CampaignDiff.Of(file?.Text, text),
            counted,
            EntryForecast.Of(campaign with { PublishedAt = standing?.PublishedAt }, counted.Enter, clock.GetUtcNow(), sending.Limits));
    }
}

/// <summary>What publishing would change.</summary>
/// <param name="StandingVersion">The version compared with; null when nothing was published yet.</param>
/// <param name="Changes">By key.</param>
/// <param name="Reach">Who would enter, and who is in flight.</param>
/// <param name="Forecast">What becomes of those who would enter now.</param>
public sealed record ComparedCampaign(int? StandingVersion, IReadOnlyList<FileChange> Changes, CampaignReach Reach, EntryForecast Forecast);
