using WinBack.Core.Campaigns;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// By how much a campaign truly raises the share that reaches its goal, among the people it enrolled: for each of them the demo knows both lives, the one
/// with its messages and the one without, and no drawing of arms comes into it. What other campaigns sent is taken as it was in both: exact where
/// they sent nothing, and else blind to what this campaign's messages kept back of theirs.
/// </summary>
/// <param name="People">Whose both lives were compared: each user's first enrolment that is not void and is closed.</param>
/// <param name="Without">Share that reaches the goal without this campaign.</param>
/// <param name="With">Share that does when it is in treatment.</param>
/// <param name="ReachedByOthers">How many of <paramref name="People"/> another campaign wrote to in the window.</param>
internal sealed record TrueLift(int People, double Without, double With, int ReachedByOthers)
{
    public double Absolute => With - Without;

    /// <summary>Compares both lives of everybody enrolled.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="facts">All its facts, in any order.</param>
    /// <param name="shop">Knows the lives.</param>
    /// <param name="keys">The person keys of the run.</param>
    /// <param name="seed">Of the run.</param>
    public static async Task<TrueLift> OfAsync(Campaign campaign, IAsyncEnumerable<Fact> facts, Shop shop, IPersonKeys keys, long seed)
    {
        var outcomes = new Dictionary<string, Fact>(StringComparer.Ordinal);
        var touches = new Dictionary<(string Person, int Episode), List<Fact>>();
        await foreach (var fact in facts)
        {
            switch (fact.Kind)
            {
                case FactKind.Outcome when !outcomes.TryGetValue(fact.Person, out var held) || fact.Episode < held.Episode:
                    outcomes[fact.Person] = fact;
                    break;
                case FactKind.WouldSend or FactKind.HandedOver:
                    if (!touches.TryGetValue((fact.Person, fact.Episode), out var list))
                        touches.Add((fact.Person, fact.Episode), list = []);
                    list.Add(fact);
                    break;
            }
        }

        var persuasion = new Persuasion(seed);
        int people = 0, without = 0, with = 0, others = 0;
        foreach (var shopper in shop.Shoppers)
        {
            if (!outcomes.TryGetValue(keys.New(shopper.Id), out var outcome))
                continue;
            var (from, to) = (outcome.EnrolledAt!.Value, outcome.At);
            people++;
            others += shop.Received.HasOther(shopper, campaign.Id, from, to) ? 1 : 0;
            var alone = shopper.Deeds.Any(deed => deed.Type == campaign.Goal && deed.At > from && deed.At < to)
                || shop.Received.MovedByOther(shopper, campaign.Id, campaign.Goal, from, to);
            without += alone ? 1 : 0;
            with += alone || IsPersuaded(shopper, touches.GetValueOrDefault((outcome.Person, outcome.Episode)) ?? [], outcome, persuasion) ? 1 : 0;
        }

        return people == 0 ? new(0, 0, 0, 0) : new(people, (double)without / people, (double)with / people, others);
    }

    // The held-out's touches are those that would have gone out; once one would have moved its reader, or silenced the channel, the rest is void.
    private static bool IsPersuaded(Shopper shopper, List<Fact> touches, Fact outcome, Persuasion persuasion)
    {
        var silenced = new HashSet<Channel>();
        foreach (var touch in touches.OrderBy(touch => touch.At))
        {
            var channel = touch.Channel!.Value;
            if (silenced.Contains(channel) || touch.Answer is AttemptState.Refused)
                continue;
            var attempt = AttemptKey.For(OpenEnrolment.InstanceId(touch.Campaign, touch.Episode, touch.Person), touch.Touch!, channel);
            if (persuasion.Moves(shopper, touch.Campaign, attempt, channel) is { } after && touch.At + after < outcome.At)
                return true;
            if (persuasion.SaysStop(attempt))
                silenced.Add(channel);
        }

        return false;
    }
}
