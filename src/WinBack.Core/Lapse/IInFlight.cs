using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Takes enrolments along to a later version of their campaign; the stage after this one says what that means.</summary>
public interface IInFlight
{
    /// <summary>Whether a user has an enrolment that a publisher wants on another version.</summary>
    bool Applies(User user, CampaignSet campaigns);

    /// <summary>Moves what can be moved. Pure.</summary>
    /// <returns>Whether anything was.</returns>
    bool Move(PersonChange change, CampaignSet campaigns);
}
