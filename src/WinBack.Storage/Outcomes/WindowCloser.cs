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
    public Task<bool> CloseAsync(DueFiling filing, CampaignSet campaigns, ISequences sequences, CancellationToken cancel) =>
        people.ChangeAsync(filing.UserId, change => WindowClose.Decide(change, filing, campaigns, _fallback, options.SunsetAfter, prices, money), sequences, cancel);
}
