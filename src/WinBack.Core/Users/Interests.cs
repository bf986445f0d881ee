namespace WinBack.Core.Users;

/// <summary>
/// The items a person is interested in: few, none of them old. Looks and purchases may come late, in any order and twice: what remains is the same.
/// </summary>
public static class Interests
{
    /// <summary>Items remembered of one person; of more, the one that is longest ago is forgotten, and one that was only bought before any that was looked at.</summary>
    public const int Most = 50;

    /// <summary>Types of event whose latest look at one item is remembered; of more, the one that is longest ago is forgotten.</summary>
    public const int MostLooks = 4;

    /// <summary>Days for which an item is remembered after the latest look at it.</summary>
    public const int DaysRemembered = 90;

    /// <summary><see cref="DaysRemembered"/> as a length.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(DaysRemembered);

    /// <summary>For how long after a purchase a look at the same item is no interest in it: people look at what they bought.</summary>
    public static readonly TimeSpan AfterPurchase = TimeSpan.FromDays(30);

    /// <summary>What a person looked at or bought, an item as it is remembered; null for one that is not.</summary>
    public static Interest? Find(User user, string item)
    {
        for (var i = 0; i < user.Interests.Count; i++)
        {
            if (user.Interests[i].Item == item)
                return user.Interests[i];
        }

        return null;
    }

    /// <summary>With a look at an item.</summary>
    public static IReadOnlyList<Interest> Looked(IReadOnlyList<Interest> held, string item, string type, DateTimeOffset at) => With(held, item, was =>
        at <= was.BoughtAt + AfterPurchase || (was.Looks.TryGetValue(type, out var last) && last >= at)
            ? was
            : was with { Looks = Latest(new Dictionary<string, DateTimeOffset>(was.Looks, StringComparer.Ordinal) { [type] = at }) });

    /// <summary>With a purchase of an item: what was looked at before it, or soon after, is of no interest any more.</summary>
    public static IReadOnlyList<Interest> Bought(IReadOnlyList<Interest> held, string item, DateTimeOffset at) => With(held, item, was => was.BoughtAt >= at
        ? was
        : was with { BoughtAt = at, Looks = was.Looks.Where(look => look.Value > at + AfterPurchase).ToDictionary(look => look.Key, look => look.Value, StringComparer.Ordinal) });

    /// <summary>Without what is too old or too much: none longer ago than <see cref="Remembered"/>; where something goes, looks first, the newest first.</summary>
    public static IReadOnlyList<Interest> Kept(IReadOnlyList<Interest> held, DateTimeOffset now) =>
        held.Count <= Most && !held.Any(each => each.Latest < now - Remembered)
            ? held
            : [.. held.Where(each => each.Latest >= now - Remembered)
                .OrderByDescending(each => each.Looks.Count > 0).ThenByDescending(each => each.Latest).ThenBy(each => each.Item, StringComparer.Ordinal).Take(Most)];

    /// <summary>Puts them into the person's row, and leaves what leads to the person from their items to be made to agree: one effect of a change.</summary>
    public static void Set(PersonChange change, IReadOnlyList<Interest> interests)
    {
        var held = change.User.Interests;
        if (ReferenceEquals(held, interests) || (held.Count == 0 && interests.Count == 0))
            return;
        change.User = change.User with { Interests = interests };
        var (before, after) = (Leading(held), Leading(interests));
        var touched = before.Except(after, StringComparer.Ordinal).Concat(after.Except(before, StringComparer.Ordinal));
        foreach (var earlier in change.Effects.OfType<Effect.FollowItems>().ToList())
        {
            touched = touched.Concat(earlier.Wanted).Concat(earlier.Left).ToList();
            change.Effects.Remove(earlier);
        }

        var byWanted = touched.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToLookup(item => after.Contains(item, StringComparer.Ordinal));
        if (byWanted.Count > 0)
            change.Effects.Add(new Effect.FollowItems([.. byWanted[true]], [.. byWanted[false]]));
    }

    /// <summary>Items of which news may concern the person.</summary>
    public static IReadOnlyList<string> Leading(IReadOnlyList<Interest> interests) => [.. interests.Where(each => each.Looks.Count > 0).Select(each => each.Item)];

    private static Dictionary<string, DateTimeOffset> Latest(Dictionary<string, DateTimeOffset> looks) => looks.Count <= MostLooks
        ? looks
        : looks.OrderByDescending(look => look.Value).ThenBy(look => look.Key, StringComparer.Ordinal).Take(MostLooks).ToDictionary(StringComparer.Ordinal);

    private static IReadOnlyList<Interest> With(IReadOnlyList<Interest> held, string item, Func<Interest, Interest> change)
    {
        var was = held.FirstOrDefault(each => each.Item == item) ?? new(item);
        var now = change(was);
        return ReferenceEquals(was, now) ? held : [.. held.Where(each => each.Item != item), now];
    }
}
