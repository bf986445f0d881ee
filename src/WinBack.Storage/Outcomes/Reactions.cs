using NodaTime;
using WinBack.Core.Campaigns;
using WinBack.Core.Events;
using WinBack.Core.Lapse;
using WinBack.Core.Outcomes;
using WinBack.Core.Sending;
using WinBack.Core.Sequences;
using WinBack.Core.Users;
using WinBack.Storage.Campaigns;
using WinBack.Storage.Sequences;
using WinBack.Storage.Users;

namespace WinBack.Storage.Outcomes;

/// <summary>What follows from an applied event, in order: a return or a disproved lapse, what comes too late for a window, an opt-out, a lost push, an opened push, an answer to a survey, the end of a sunset, a look at an item, an entry by the event, and only then the next check.</summary>
public sealed class Reactions(ICampaigns campaigns, LapseOptions options, ExperimentOptions? experiment = null, MoneyOptions? money = null) : IReactions
{
    private readonly DateTimeZone _fallback = DateTimeZoneProviders.Tzdb[options.DefaultZone];
    private readonly Enroller _enroller = new(options, experiment);
    private Made? _made;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IUserReaction>> CurrentAsync(CancellationToken cancel = default)
    {
        var set = await campaigns.CurrentAsync(cancel);
        var made = _made;
        if (made is null || !ReferenceEquals(made.Set, set))
            _made = made = new(set, [new ReturnReaction(set, _fallback), new LateReaction(set), new OptOutReaction(set), new LostPushReaction(), new PushOpenedReaction(), new OfferRedeemedReaction(set, money ?? new()), new SurveyReaction(set), new SunsetReaction(), new InterestReaction(set), new TriggerReaction(set, _enroller, _fallback), new NextCheckReaction(set, _fallback)]);
        return made.Reactions;
    }

    private sealed record Made(CampaignSet Set, IReadOnlyList<IUserReaction> Reactions);
}
