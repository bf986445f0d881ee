using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>
/// Merges what is said about consent into a profile: the newest wins for each channel and purpose, and "no" on a tie. A "yes" that names no purpose
/// is for <see cref="ConsentPurpose.Default"/>; a "no" that names none ends every purpose of its channel, those included of which an older "yes" arrives later.
/// </summary>
internal static class ConsentMerge
{
    public static LimitExceeded? Apply(ref Profile profile, ProfileUpdate update)
    {
        if (update.Consents.Count == 0 && update.PurposeConsents.Count == 0)
            return null;
        var main = new Dictionary<Channel, Consent>(profile.Consents);
        var stops = profile.Stops is null ? [] : new Dictionary<Channel, Consent>(profile.Stops);
        foreach (var (channel, said) in Of(update.Consents))
        {
            Merge(main, channel, said);
            if (!said.Given)
                Merge(stops, channel, said);
        }

        var named = (profile.Purposes ?? []).ToDictionary(each => (each.Channel, each.Purpose), each => each.Said);
        foreach (var (channel, purpose, said) in Of(update.PurposeConsents))
        {
            if (purpose == ConsentPurpose.Default)
                Merge(main, channel, said);
            else if (IsHeld(named, purpose) || named.Keys.Select(each => each.Purpose).Distinct(StringComparer.Ordinal).Count() < UserLimits.Purposes)
                Merge(named, (channel, purpose), said);
            else if (said.Given)
                return new("profile.consent", $"The user would have more than {UserLimits.Purposes} purposes.", $"{UserLimits.Purposes} purposes per user beside {ConsentPurpose.Default}.");
            // A "no" to what was never agreed to needs no place: there is nothing it could end.
        }

        profile = profile with
        {
            Consents = main,
            Stops = stops.Count == 0 ? null : stops,
            Purposes = named.Count == 0 ? null : [.. named.Select(each => new PurposeConsent(each.Key.Channel, each.Key.Purpose, each.Value))],
        };
        return null;
    }

    /// <summary>Consents that name no purpose, by channel.</summary>
    public static Dictionary<Channel, Consent> Of(IReadOnlyDictionary<string, GivenConsent> given) =>
        given.ToDictionary(pair => ToChannel(pair.Key), pair => Of(pair.Value));

    /// <summary>Consents that name one.</summary>
    public static IEnumerable<PurposeConsent> Of(IEnumerable<GivenPurposeConsent> given) =>
        given.Select(each => new PurposeConsent(ToChannel(each.Channel), each.Purpose, Of(each.Consent)));

    /// <summary>The newer of two, and "no" on a tie: only a consent that is newer than the opt-out re-subscribes.</summary>
    public static Consent Newer(Consent held, Consent given) => held.At < given.At || (held.At == given.At && !given.Given) ? given : held;

    private static Channel ToChannel(string name) => Enum.Parse<Channel>(name, ignoreCase: true);

    private static Consent Of(GivenConsent given) => new(given.Given, given.At, given.Source, given.TextVersion);

    private static bool IsHeld(Dictionary<(Channel Channel, string Purpose), Consent> named, string purpose) => named.Keys.Any(each => each.Purpose == purpose);

    private static void Merge<TKey>(Dictionary<TKey, Consent> held, TKey key, Consent given) where TKey : notnull =>
        held[key] = held.TryGetValue(key, out var was) ? Newer(was, given) : given;
}
