using WinBack.Core.Campaigns;

namespace WinBack.Storage.Campaigns;

/// <summary>Changes what is published. Every change makes a campaign set of a higher version, which instances see within 15 seconds, and is kept with who made it.</summary>
public interface ICampaignPublisher
{
    /// <summary>Whether a version must be approved by somebody other than its author before it may be active.</summary>
    bool RequiresApproval { get; }

    /// <summary>
    /// Publishes a campaign file as the next version, with the status the file gives. The same file again changes nothing. Where approval is
    /// required the version is a draft whatever the file says, and one that is in use stands until the new one is activated. What guards paused
    /// stays paused though the file says active, see <see cref="GuardPauseText"/>.
    /// </summary>
    /// <param name="fileName">Name used in errors.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="by">Who publishes: the version's author.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The campaign with its version, or everything that is wrong with the file, a status that may not follow the one of now included; then nothing was published.</returns>
    Task<CampaignFileResult> PublishAsync(string fileName, string text, string by, CancellationToken cancel = default);

    /// <summary>
    /// Changes a campaign's status as <see cref="CampaignLife"/> allows. Paused, nothing more is claimed once this returned and at most 15
    /// seconds later on other instances. Where a version waits, <c>Approved</c> and <c>Draft</c> are about it, and <c>Active</c> puts it in the
    /// place of the one that stood; while it is not approved, <c>Active</c> resumes the one that stands.
    /// </summary>
    /// <returns>False when there is no such campaign.</returns>
    /// <exception cref="CampaignRefusedException">The status may not follow the one of now, or the author would approve their own work.</exception>
    Task<bool> SetStatusAsync(string campaign, CampaignStatus status, string by, CancellationToken cancel = default);

    /// <summary>
    /// Lets whoever is in flight on an earlier version go on with the one that stands, from their next touch on. The back-fill does it, from half a
    /// minute later on, one batch for each person. Versions that enter or measure people otherwise keep theirs.
    /// </summary>
    /// <returns>Which versions are left; null when there is no such campaign.</returns>
    /// <exception cref="CampaignRefusedException">A version waits to be activated, or no earlier version may be left.</exception>
    Task<InFlightRule?> MoveInFlightAsync(string campaign, string by, CancellationToken cancel = default);
}
