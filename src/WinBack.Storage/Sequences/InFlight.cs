using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Storage.Sequences;

/// <inheritdoc cref="IInFlight"/>
public sealed class InFlight(LapseOptions options) : IInFlight
{
    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <inheritdoc/>
    public bool Applies(User user, CampaignSet campaigns)
    {
        foreach (var open in user.Open)
        {
            if (InFlightMove.Target(open, campaigns) is not null)
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Move(PersonChange change, CampaignSet campaigns) => InFlightMove.Move(change, campaigns, UserZone.Of(change.User.Profile, _fallback));
}
