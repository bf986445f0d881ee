using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>The contacts a user row remembers, oldest first: as many as the largest cap may count, as long as the longest may look back.</summary>
public static class ContactRing
{
    /// <summary>Contacts older than this count against no cap and are dropped.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>Adds a contact, or moves the one of the same attempt to a later instant.</summary>
    public static IReadOnlyList<Contact> Add(IReadOnlyList<Contact> ring, Contact contact)
    {
        var kept = ring
            .Where(each => each.Attempt != contact.Attempt && each.At > contact.At - Remembered)
            .Append(contact)
            .OrderBy(each => each.At)
            .ToList();
        while (kept.Count(each => each.Channel == contact.Channel) > UserLimits.ContactsPerChannel)
            kept.RemoveAt(kept.FindIndex(each => each.Channel == contact.Channel));
        return kept;
    }

    /// <summary>Adds the contacts of somebody who turned out to be the same person: what they got counts for both.</summary>
    public static IReadOnlyList<Contact> Join(IReadOnlyList<Contact> ring, IReadOnlyList<Contact> others) =>
        others.All(other => ring.Any(each => each.Attempt == other.Attempt)) ? ring : others.Aggregate(ring, Add);

    /// <summary>Takes a contact out: its slot is free again.</summary>
    public static IReadOnlyList<Contact> Remove(IReadOnlyList<Contact> ring, string attempt) =>
        ring.Any(each => each.Attempt == attempt) ? [.. ring.Where(each => each.Attempt != attempt)] : ring;
}
