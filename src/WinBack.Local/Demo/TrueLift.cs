using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// By how much a campaign truly raises what its report measures, among the people of the report's primary population: for each of them the demo knows both lives, the one
/// with the campaign's messages and the one without, and no drawing of arms comes into it. What other campaigns sent is taken as it was in both: exact where
/// they sent nothing, and else blind to what this campaign's messages kept back of theirs.
/// </summary>
/// <param name="People">Whose both lives were compared: each user's first enrolment that is not void and is closed.</param>
/// <param name="Return">The share that comes back.</param>
/// <param name="Goal">The share that reaches the goal.</param>
/// <param name="ReachedByOthers">How many of <paramref name="People"/> another campaign wrote to in the window.</param>
/// <param name="Unlike">How many of <paramref name="People"/> came back, or stayed away, unlike in the life that their arm gave them: posts that came too late, mostly.</param>
internal sealed record TrueLift(int People, TrueShare Return, TrueShare Goal, int ReachedByOthers, int Unlike)
{
    /// <summary>Compares both lives of everybody enrolled.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="facts">All its facts, in any order.</param>
    /// <param name="shop">Knows the lives.</param>
    /// <param name="keys">The person keys of the run.</param>
    public static async Task<TrueLift> OfAsync(Campaign campaign, IAsyncEnumerable<Fact> facts, Shop shop, IPersonKeys keys)
    {
        var read = await ReadAsync(facts);
        int people = 0, others = 0, unlike = 0;
        TrueShare back = default, goal = default;
        foreach (var shopper in shop.Shoppers)
        {
            if (!read.Outcomes.TryGetValue(keys.New(shopper.Id), out var outcome))
                continue;
            var (from, to) = (outcome.EnrolledAt!.Value, outcome.At);
            bool Alone(Func<string, bool> counts) => shopper.Deeds.Any(deed => counts(deed.Type) && deed.At > from && deed.At < to)
                || shop.Received.MovedByOther(shopper, campaign.Id, counts, from, to);
            var moved = IsPersuaded(shopper, read.Touches.GetValueOrDefault((outcome.Person, outcome.Episode)) ?? [], outcome, campaign, shop);
            var returns = Alone(type => campaign.ExitTypes.Count == 0 || campaign.ExitTypes.Contains(type, StringComparer.Ordinal));
            people++;
            others += shop.Received.HasOther(shopper, campaign.Id, from, to) ? 1 : 0;
            unlike += (outcome.Outcome!.ReturnedAt is not null) != (returns || (moved && outcome.Arm == Arm.Treatment)) ? 1 : 0;
            back = back.Counting(returns, moved);
            goal = goal.Counting(Alone(type => type == campaign.Goal), moved);
        }

        return new(people, back.Of(people), goal.Of(people), others, unlike);
    }

    private static async Task<(Dictionary<string, Fact> Outcomes, Dictionary<(string Person, int Episode), List<Fact>> Touches)> ReadAsync(IAsyncEnumerable<Fact> facts)
    {
        var outcomes = new Dictionary<string, Fact>(StringComparer.Ordinal);
        var touches = new Dictionary<(string Person, int Episode), List<Fact>>();
        await foreach (var fact in facts)
        {
            switch (fact.Kind)
            {
                case FactKind.Outcome when fact.Arm != Arm.Global && fact.Status != EnrolmentStatus.Void && (!outcomes.TryGetValue(fact.Person, out var held) || IsBefore(fact, held)):
                    outcomes[fact.Person] = fact;
                    break;
                case FactKind.WouldSend or FactKind.HandedOver:
                    if (!touches.TryGetValue((fact.Person, fact.Episode), out var list))
                        touches.Add((fact.Person, fact.Episode), list = []);
                    list.Add(fact);
                    break;
            }
        }

        return (outcomes, touches);
    }

    // Of several outcomes of one enrolment the last in their row stands.
    private static bool IsBefore(Fact fact, Fact held) => fact.Episode < held.Episode || (fact.Episode == held.Episode && (fact.Sequel ?? 1) > (held.Sequel ?? 1));

    // The held-out's touches are those that would have gone out; once one would have moved its reader, or silenced the channel, the rest is void.
    private static bool IsPersuaded(Shopper shopper, List<Fact> touches, Fact outcome, Campaign campaign, Shop shop)
    {
        var silenced = new HashSet<Channel>();
        var spared = new SparedTouches(campaign);
        foreach (var touch in touches.OrderBy(touch => touch.At))
        {
            var channel = touch.Channel!.Value;
            if (silenced.Contains(channel) || touch.Answer is AttemptState.Refused || !spared.WouldGo(touch))
                continue;
            var attempt = AttemptKey.For(OpenEnrolment.InstanceId(touch.Campaign, touch.Episode, touch.Person), touch.Touch!, channel);
            var moved = shop.Persuasion.Moves(shopper, touch.Campaign, attempt, channel);
            if (moved is { } after && touch.At + after < outcome.At)
                return true;
            spared.Read(touch, shop.Reading(attempt, channel, moved));
            if (shop.Persuasion.SaysStop(attempt))
                silenced.Add(channel);
        }

        return false;
    }
}
