using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Lapse;

/// <summary>Enrols a lapsed user; the stage after this one says what that means.</summary>
public interface IEnroller
{
    /// <summary>Adds to the change everything that begins an enrolment: open enrolment, record, episode, fact, start of the sequence, close of the window. Pure.</summary>
    void Enrol(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse);
}

/// <summary>Asks whether one more user may enter a campaign today.</summary>
public interface IAdmission
{
    /// <summary>Takes a place, once per user and campaign however often it is asked.</summary>
    /// <returns>Null when admitted; else when to ask again.</returns>
    DateTimeOffset? Admit(Campaign campaign, string userId);
}
