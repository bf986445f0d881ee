using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Local.Demo;

/// <summary>
/// By how much the campaign truly raises the return rate among the people it enrolled: for each of them the demo knows both lives, the one
/// with messages and the one without, and no drawing of arms comes into it.
/// </summary>
/// <param name="People">Whose both lives were compared: each user's first enrolment that is not void and is closed.</param>
/// <param name="Without">Share that returns by itself.</param>
/// <param name="With">Share that returns when it is in treatment.</param>
internal sealed record TrueLift(int People, double Without, double With)
{
    public double Absolute => With - Without;

    public double Relative => Without > 0 ? (With / Without) - 1 : double.NaN;

    /// <summary>Compares both lives of everybody enrolled.</summary>
    /// <param name="facts">All facts of the campaign, in any order.</param>
    /// <param name="shop">Knows the habits.</param>
    /// <param name="keys">The person keys of the run.</param>
    /// <param name="seed">Of the run.</param>
    public static async Task<TrueLift> OfAsync(IAsyncEnumerable<Fact> facts, Shop shop, IPersonKeys keys, long seed)
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
        int people = 0, without = 0, with = 0;
        foreach (var shopper in shop.Shoppers)
        {
            if (!outcomes.TryGetValue(keys.New(shopper.Id), out var outcome))
                continue;
            people++;
            var alone = FirstPurchase(shopper, outcome.EnrolledAt!.Value, outcome.At);
            without += alone is null ? 0 : 1;
            with += alone is not null || IsPersuaded(shopper, touches.GetValueOrDefault((outcome.Person, outcome.Episode)) ?? [], outcome, persuasion) ? 1 : 0;
        }

        return new(people, (double)without / people, (double)with / people);
    }

    private static DateTimeOffset? FirstPurchase(Shopper shopper, DateTimeOffset after, DateTimeOffset before)
    {
        foreach (var purchase in shopper.Habit)
        {
            if (purchase.At > after && purchase.At < before)
                return purchase.At;
        }

        return null;
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
            if (persuasion.Buys(shopper, attempt, channel) is { } after && touch.At + after < outcome.At)
                return true;
            if (persuasion.SaysStop(attempt))
                silenced.Add(channel);
        }

        return false;
    }
}
