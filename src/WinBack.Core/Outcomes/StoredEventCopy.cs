using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>A stored event as one that comes in: for whom a user was merged into, and for who lives their history again.</summary>
public static class StoredEventCopy
{
    /// <summary>The same event of a user, with its id; its value is not converted to the currency of reports a second time.</summary>
    public static IncomingEvent Of(StoredEvent stored, string userId) => new()
    {
        Id = stored.Id,
        UserId = userId,
        Type = stored.Type,
        At = stored.At,
        Value = stored.Value,
        Currency = stored.Currency,
        Converted = stored.Worth,
        Properties = stored.Properties,
        Profile = ConsentCopies.Of(stored),
    };
}
