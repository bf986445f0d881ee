using System.Text.Json;
using System.Text.Json.Nodes;
using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Reporting.Preview;

/// <summary>Reads people who are in no table from profiles, in the form of the <c>profile</c> of an event and by the same rules.</summary>
public static class GivenPerson
{
    private const string Event = "given";

    /// <summary>Reads one profile.</summary>
    /// <param name="profile">A JSON object.</param>
    /// <param name="id">Id that the person gets.</param>
    /// <param name="now">Instant at which everything in it is taken to be said.</param>
    /// <returns>The person, or what is wrong with the profile, by its field; never both.</returns>
    public static (User? Person, string? Fault) Read(JsonNode? profile, string id, DateTimeOffset now)
    {
        if (profile is not JsonObject)
            return (null, "profile: It is no object. An object, as the profile of an event.");
        var item = new JsonObject { ["id"] = Event, ["userId"] = id, ["type"] = IncomingEvent.ProfileType, ["at"] = now.UtcDateTime.ToString("O"), ["profile"] = profile.DeepClone() };
        var batch = EventBatch.Read(JsonSerializer.SerializeToUtf8Bytes(item), new EventRules(now, SourceTrust.Full));
        if (batch.Refusals is [var refusal, ..])
            return (null, $"{refusal.Field}: {refusal.Reason} {refusal.Allowed}");
        var change = new PersonChange(new() { Id = id, PersonKey = "givengivengiveng" }, isNew: true, now, now);
        return EventApplication.Apply(change, batch.Items[0].Event) is { } exceeded ? (null, $"{exceeded.Field}: {exceeded.Reason} {exceeded.Allowed}") : (change.User, null);
    }
}
