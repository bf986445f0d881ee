using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>Changes what is published. Every change makes a campaign set of a higher version, which instances see within 15 seconds.</summary>
public interface ICampaignPublisher
{
    /// <summary>Publishes a campaign file as the next version, with the status the file gives. The same file again changes nothing.</summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="by">Who publishes; kept with the version.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The campaign with its version, or everything that is wrong with the file; then nothing was published.</returns>
    Task<CampaignFileResult> PublishAsync(string fileName, string text, string by, CancellationToken cancel = default);

    /// <summary>Changes a campaign's status. Paused, nothing more is claimed once this returned and at most 15 seconds later on other instances.</summary>
    /// <returns>False when there is no such campaign.</returns>
    Task<bool> SetStatusAsync(string campaign, CampaignStatus status, string by, CancellationToken cancel = default);
}
