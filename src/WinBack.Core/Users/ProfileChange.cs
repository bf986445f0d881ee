using System.Text.Json;
using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>Merges given profile fields into a profile: for each field the newest wins, in whatever order they come.</summary>
internal static class ProfileChange
{
    public static LimitExceeded? Apply(ref Profile profile, ProfileUpdate update)
    {
        var merged = profile;
        foreach (var (name, given) in update.Fields)
            merged = With(merged, name, new(given.Value, given.At));
        if (update.Attributes.Count > 0)
        {
            var attributes = new Dictionary<string, Stamped<FieldValue?>>(merged.Attributes, StringComparer.Ordinal);
            foreach (var (name, given) in update.Attributes)
            {
                if (!attributes.TryGetValue(name, out var held) || held.At < given.At)
                    attributes[name] = new(ToValue(given.Value), given.At);
            }

            if (attributes.Count > UserLimits.Attributes)
                return new("profile.attributes", $"The user would have {attributes.Count} attributes.", $"{UserLimits.Attributes} attributes per user.");
            merged = merged with { Attributes = attributes };
        }

        if (update.Installations.Count > 0)
        {
            var installations = merged.Installations.ToDictionary(each => each.Id, StringComparer.Ordinal);
            foreach (var given in update.Installations)
            {
                if (!installations.TryGetValue(given.Id, out var held) || held.At < given.At)
                    installations[given.Id] = new(given.Id, given.Platform, given.Token, given.At);
            }

            if (installations.Count > UserLimits.Installations)
                return new("profile.push", $"The user would have {installations.Count} installations.", $"{UserLimits.Installations} installations per user.");
            merged = merged with { Installations = [.. installations.Values] };
        }

        if (ConsentMerge.Apply(ref merged, update) is { } tooMany)
            return tooMany;
        profile = merged;
        return null;
    }

    private static Profile With(Profile profile, string name, Stamped<string> given) => name switch
    {
        "name" => profile with { Name = Newer(profile.Name, given) },
        "email" => profile with { Email = Newer(profile.Email, given) },
        "phone" => profile with { Phone = Newer(profile.Phone, given) },
        "timeZone" => profile with { TimeZone = Newer(profile.TimeZone, given) },
        "locale" => profile with { Locale = Newer(profile.Locale, given) },
        "country" => profile with { Country = Newer(profile.Country, given) },
        "preferredChannel" => profile with { PreferredChannel = Newer(profile.PreferredChannel, given) },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such profile field."),
    };

    private static Stamped<string> Newer(Stamped<string>? held, Stamped<string> given) => held is null || held.IsOlderThan(given) ? given : held;

    private static FieldValue? ToValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => FieldValue.Of(value.GetString()!),
        JsonValueKind.Number => FieldValue.Of(value.GetDecimal()),
        JsonValueKind.True => FieldValue.Of(true),
        JsonValueKind.False => FieldValue.Of(false),
        _ => null,
    };
}
