using System.Globalization;
using WinBack.Core.Campaigns;
using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>
/// Frequency caps over a sliding span: a contact counts from its instant until exactly <see cref="FrequencyCap.Per"/> later, when its slot is
/// free again. A cap of 0 means never; no cap means no limit.
/// </summary>
public static class FrequencyCaps
{
    /// <summary>What the caps say about one more contact.</summary>
    /// <param name="caps">Caps to keep.</param>
    /// <param name="channel">Channel of the contact.</param>
    /// <param name="contacts">Contacts that count, in any order; the attempt being judged is not among them.</param>
    /// <param name="reserved">Slots to leave free, see <see cref="ReservedSlots"/>.</param>
    /// <param name="now">Instant of the contact.</param>
    public static CapVerdict Judge(
        IReadOnlyList<FrequencyCap> caps, Channel channel, IReadOnlyList<Contact> contacts, IReadOnlyList<ReservedSlot> reserved, DateTimeOffset now)
    {
        var verdict = new CapVerdict(IsFree: true, FreeAt: now, "no cap");
        foreach (var cap in caps)
        {
            if (cap.Channel is { } counted && counted != channel)
                continue;
            var one = Judge(cap, contacts, reserved, now);
            if (one.FreeAt is null)
                return one;
            // Every cap must agree: the one that opens last speaks for all.
            if (verdict.Detail == "no cap" || (!one.IsFree && (verdict.IsFree || one.FreeAt > verdict.FreeAt)))
                verdict = one;
        }

        return verdict;
    }

    private static CapVerdict Judge(FrequencyCap cap, IReadOnlyList<Contact> contacts, IReadOnlyList<ReservedSlot> reserved, DateTimeOffset now)
    {
        var counted = contacts.Where(each => Counts(cap, each.Channel) && each.At > now - cap.Per).Select(each => each.At).Order().ToArray();
        var ahead = reserved.Where(each => Counts(cap, each.Channel)).ToArray();
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{counted.Length} of {cap.Max} per {cap.Per.TotalHours:0.##} h {Name(cap)}{(ahead.Length > 0 ? $", {ahead.Length} kept free" : "")}");
        if (cap.Max <= 0)
            return new(IsFree: false, FreeAt: null, detail);
        if (counted.Length + ahead.Length < cap.Max)
            return new(IsFree: true, now, detail);
        if (ahead.Length == 0)
            return new(IsFree: false, counted[^cap.Max] + cap.Per, detail);
        // Either a contact leaves the span and makes room beside what is kept free, or the touch it is kept for has passed.
        var passed = ahead.Min(each => each.At);
        passed = (passed > now ? passed : now) + ReservedSlots.Grace;
        var left = cap.Max - ahead.Length;
        DateTimeOffset? room = left > 0 ? counted[^left] + cap.Per : null;
        return new(IsFree: false, room < passed ? room : passed, detail);
    }

    private static bool Counts(FrequencyCap cap, Channel channel) => cap.Channel is null || cap.Channel == channel;

    private static string Name(FrequencyCap cap) => cap.Channel is { } channel ? AttemptKey.Name(channel) : "in all";
}

/// <summary>What the caps say.</summary>
/// <param name="IsFree">Whether a slot is free now.</param>
/// <param name="FreeAt">When to ask again; null when never.</param>
/// <param name="Detail">The numbers of the cap that decided.</param>
public sealed record CapVerdict(bool IsFree, DateTimeOffset? FreeAt, string Detail);
