using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.Storage.Lapse;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <inheritdoc cref="IWindowCloser"/>
public sealed class WindowCloser(IPeople people, LapseOptions options, OutcomeOptions? prices = null, MoneyOptions? money = null) : IWindowCloser
{
    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];

    /// <inheritdoc/>
    public async Task<bool> CloseAsync(DueFiling filing, CampaignSet campaigns, ISequences sequences, CancellationToken cancel) =>
        await people.ChangeAsync(filing.UserId, change => Decide(change, filing, campaigns, person: null), sequences, cancel)
        ?? (await people.FindMergedAsync(filing.UserId, cancel) is { } person && await people.ChangeAsync(filing.UserId, change => Decide(change, filing, campaigns, person), sequences, cancel) == true);

    // Null when it takes the events of another to know.
    private bool? Decide(PersonChange change, DueFiling filing, CampaignSet campaigns, MergedPerson? person)
    {
        if (change.User.MergedInto is not null)
        {
            if (person is null)
                return null;
            MergedOutcome.Join(change, filing, campaigns, person);
        }

        return WindowClose.Decide(change, filing, campaigns, _fallback, options.SunsetAfter, prices, money)
            || (person is not null && MergedOutcome.Follow(change, filing, campaigns, person));
    }
}
