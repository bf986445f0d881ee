using System.Globalization;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Storage.Users;

/// <summary>Every key of the People table. Row keys begin with the type, so that one kind of row can be read across the persons of a partition.</summary>
public static class PeopleKeys
{
    /// <summary>Name of the table.</summary>
    public const string Table = "People";

    /// <summary>Row-key range of all user rows of a partition.</summary>
    public static (string From, string To) AllUsers => KeyText.Prefix("u");

    /// <summary>Row-key range of all pending effects of a partition.</summary>
    public static (string From, string To) AllPending => KeyText.Prefix("p");

    /// <summary>Row-key range of the trails of all attempts of a partition.</summary>
    public static (string From, string To) AllAttempts => KeyText.Prefix("a");

    /// <summary><c>1f</c>: the shard a person lives in, out of a fixed count of at most 256.</summary>
    public static string Partition(string userId, int shards) => Partition(KeyText.Shard(userId, shards));

    /// <summary><c>1f</c>: a shard by number.</summary>
    public static string Partition(int shard) => shard.ToString("x2", CultureInfo.InvariantCulture);

    /// <summary><c>u|anna</c></summary>
    public static string User(string userId) => KeyText.Join("u", userId);

    /// <summary><c>v|anna|order-17</c></summary>
    public static string Event(string userId, string eventId) => KeyText.Join("v", userId, eventId);

    /// <summary>All events of a person.</summary>
    public static (string From, string To) Events(string userId) => KeyText.Prefix("v", userId);

    /// <summary><c>n|anna|replenish|000003</c></summary>
    public static string Enrolment(string userId, string campaign, int episode) => KeyText.Join("n", userId, campaign, Number(episode));

    /// <summary>All enrolments of a person.</summary>
    public static (string From, string To) Enrolments(string userId) => KeyText.Prefix("n", userId);

    /// <summary><c>l|anna|replenish.000003|nudge|sms</c>; a decision that is about no channel ends in <c>-</c>.</summary>
    public static string Ledger(string userId, LedgerEntry entry) => KeyText.Join(
        "l", userId, entry.Campaign + "." + Number(entry.Episode), entry.Touch, entry.Channel is { } channel ? AttemptKey.Name(channel) : "-");

    /// <summary>All ledger rows of a person.</summary>
    public static (string From, string To) Ledgers(string userId) => KeyText.Prefix("l", userId);

    /// <summary>Ledger rows of one enrolment.</summary>
    public static (string From, string To) Ledgers(string userId, string campaign, int episode) => KeyText.Prefix("l", userId, campaign + "." + Number(episode));

    /// <summary><c>a|AxJ3k0dZpQ_7c2Vw</c>: the reference of an attempt; it holds the shard, so it alone leads to the row.</summary>
    public static string Attempt(AttemptReference reference) => KeyText.Join("a", reference.Text);

    /// <summary><c>h|anna|email|5F0C…</c>: an address the person has or had, as it stands in the table Addresses.</summary>
    public static string Address(string userId, Channel channel, AddressHash address) => KeyText.Join("h", userId, AttemptKey.Name(channel), address.Hex);

    /// <summary>All addresses a person has or had.</summary>
    public static (string From, string To) Addresses(string userId) => KeyText.Prefix("h", userId);

    /// <summary><c>m|anna|visitor-7</c>, in the partition of the first: another id that turned out to be this user.</summary>
    public static string Merged(string into, string from) => KeyText.Join("m", into, from);

    /// <summary>All other ids of a person.</summary>
    public static (string From, string To) AllMerged(string into) => KeyText.Prefix("m", into);

    /// <summary><c>x|5F0C…</c>: that a person was erased, by the keyed hash of their id, in the partition they lived in.</summary>
    public static string Tombstone(string hash) => KeyText.Join("x", hash);

    /// <summary>All tombstones of a partition.</summary>
    public static (string From, string To) AllTombstones => KeyText.Prefix("x");

    /// <summary>All pending effects of a person.</summary>
    public static (string From, string To) PendingOf(string userId) => KeyText.Prefix("p", userId);

    /// <summary><c>p|anna|20261124T0715000000000Z|fact|Enrolled~7Ck7f2m9.3~7C~7C</c>: the same effect of the same change has one key.</summary>
    public static string Pending(string userId, DateTimeOffset at, Effect effect) => effect switch
    {
        Effect.AppendFact fact => KeyText.Join("p", userId, KeyText.Instant(at), "fact", fact.Fact.Campaign, fact.Fact.Key),
        Effect.StartSequence start => KeyText.Join("p", userId, KeyText.Instant(at), "start", start.Start.InstanceId),
        Effect.CopyUser copy => KeyText.Join("p", userId, KeyText.Instant(at), "copy", copy.Into),
        Effect.EraseUser erase => KeyText.Join("p", userId, KeyText.Instant(at), "erase", erase.UserId),
        Effect.KeepOffer keep => KeyText.Join("p", userId, KeyText.Instant(at), "keep", keep.Offer, keep.Place.Key),
        Effect.ReturnOffer back => KeyText.Join("p", userId, KeyText.Instant(at), "return", back.Offer, back.Place.Key),
        Effect.FollowItems follow => KeyText.Join("p", userId, KeyText.Instant(at), "follow", string.Join('|', follow.Wanted.Concat(follow.Left))),
        Effect.WakeSequence wake => KeyText.Join("p", userId, KeyText.Instant(at), "wake", wake.InstanceId, wake.Signal.ToString()),
        _ => throw new InvalidOperationException($"A new kind of effect, {effect.GetType().Name}, needs its key here."),
    };

    private static string Number(int value) => value.ToString("D6", CultureInfo.InvariantCulture);
}
