using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Storage.Lapse;

/// <summary>Deals with a Due row of kind close; the stage that owns outcomes says how.</summary>
public interface IWindowCloser
{
    /// <summary>Closes the window of one enrolment; of a user who was merged into another, also looks at it again when purchases have been followed to the end. Idempotent.</summary>
    /// <returns>Whether this call did.</returns>
    Task<bool> CloseAsync(DueFiling filing, CampaignSet campaigns, ISequences sequences, CancellationToken cancel);
}
