using System.Text.Json;
using WinBack.Core.Events;
using WinBack.Core.Outcomes;
using WinBack.Core.Users;
using WinBack.Storage.Users;

namespace WinBack.Local.Rehearsal;

/// <summary>
/// The people of a data directory as events that make them again elsewhere. Events are as they were. Of a profile only what stands today is known,
/// so it is taken to have stood from the person's first event on; consents come at their own instants. An address that is suppressed today is left out.
/// </summary>
internal sealed class StoredHistory(IPeople people, ISuppressions suppressions, StorageLayout layout)
{
    private const string ProfileId = "rehearsal.profile";

    /// <summary>Everything dated before an instant, in no order.</summary>
    public async Task<List<IncomingEvent>> ReadAsync(DateTimeOffset to, CancellationToken cancel)
    {
        List<IncomingEvent> events = [];
        for (var shard = 0; shard < layout.PeopleShards; shard++)
        {
            await foreach (var user in people.AllAsync(shard, cancel: cancel))
            {
                // A merged user's events are with who they turned out to be.
                if (user.MergedInto is null && user.Erasing is null)
                    events.AddRange((await OfAsync(user, cancel)).Where(each => each.At < to));
            }
        }

        return events;
    }

    private async Task<IEnumerable<IncomingEvent>> OfAsync(User user, CancellationToken cancel)
    {
        var stored = await people.EventsAsync(user.Id, cancel);
        if (stored.Count == 0)
            return [];
        var first = stored.Min(each => each.At);
        var told = stored.SelectMany(each => each.Consents ?? new Dictionary<Channel, Consent>()).Select(pair => (pair.Key, pair.Value.At))
            .Concat(stored.SelectMany(each => each.Purposes ?? []).Select(each => (each.Channel, each.Said.At))).ToHashSet();
        var untold = user.Profile.AllSaid().Where(each => !told.Contains((each.Channel, each.Said.At)));
        return
        [
            new() { Id = ProfileId, UserId = user.Id, Type = IncomingEvent.ProfileType, At = first, Profile = await ProfileAsync(user.Profile, first, cancel) },
            .. stored.Select(each => StoredEventCopy.Of(each, user.Id)),
            .. untold.Select(each => ConsentEvent.Of(user.Id, each.Channel, each.Said, each.Purpose == ConsentPurpose.Default ? null : each.Purpose)),
        ];
    }

    private async Task<ProfileUpdate> ProfileAsync(Profile profile, DateTimeOffset at, CancellationToken cancel)
    {
        Dictionary<string, GivenField<string?>> fields = [];
        Add("name", profile.Name?.Value);
        Add("timeZone", profile.TimeZone?.Value);
        Add("locale", profile.Locale?.Value);
        Add("country", profile.Country?.Value);
        Add("preferredChannel", profile.PreferredChannel?.Value);
        foreach (var (field, channel, address) in new[] { ("email", Channel.Email, profile.Email?.Value), ("phone", Channel.Sms, profile.Phone?.Value) })
        {
            if (address is not null && !await suppressions.IsSuppressedAsync(channel, address, cancel))
                Add(field, address);
        }

        List<GivenInstallation> installations = [];
        foreach (var each in profile.Installations)
        {
            if (each.Token is { } token && !await suppressions.IsSuppressedAsync(Channel.Push, token, cancel))
                installations.Add(new(each.Id, each.Platform, token, at));
        }

        return new()
        {
            Fields = fields,
            Installations = installations,
            Attributes = profile.Attributes.Where(pair => pair.Value.Value is not null)
                .ToDictionary(pair => pair.Key, pair => new GivenField<JsonElement>(Element(pair.Value.Value!.Value), at)),
        };

        void Add(string name, string? value)
        {
            if (value is not null)
                fields[name] = new(value, at);
        }
    }

    private static JsonElement Element(FieldValue value) => JsonSerializer.SerializeToElement(value.Text ?? (object?)value.Number ?? value.Flag);
}
