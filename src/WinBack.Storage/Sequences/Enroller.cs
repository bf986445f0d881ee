using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Lapse;
using WinBack.Core.Sequences;
using WinBack.Core.Users;

namespace WinBack.Storage.Sequences;

/// <inheritdoc cref="IEnroller"/>
public sealed class Enroller(LapseOptions options, ExperimentOptions? experiment = null) : IEnroller
{
    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <inheritdoc/>
    public void Enrol(PersonChange change, Campaign campaign, LapseVerdict.Lapsed lapse) =>
        Enrolling.Enrol(change, campaign, lapse, UserZone.Of(change.User.Profile, _fallback), experiment?.Draw());
}
