using WinBack.Core.Events;
using WinBack.Core.Users;

namespace WinBack.Core.Outcomes;

/// <summary>What was said about consent and is kept, as events say it: for whom a user was merged into, and for who lives their history again.</summary>
public static class ConsentCopies
{
    /// <summary>What names no purpose: every stop, and consents to the default purpose of channels that have none.</summary>
    public static Dictionary<string, GivenConsent> Unnamed(Profile profile)
    {
        var stops = profile.Stops ?? new Dictionary<Channel, Consent>();
        return stops.Concat(profile.Consents.Where(each => !stops.ContainsKey(each.Key) && NamesNone(profile, each.Value)))
            .ToDictionary(each => AttemptKey.Name(each.Key), each => Given(each.Value), StringComparer.Ordinal);
    }

    /// <summary>The rest.</summary>
    public static IReadOnlyList<GivenPurposeConsent> Named(Profile profile) =>
    [
        .. profile.Consents.Where(each => profile.Stops?.ContainsKey(each.Key) == true || !NamesNone(profile, each.Value))
            .Select(each => new GivenPurposeConsent(AttemptKey.Name(each.Key), ConsentPurpose.Default, Given(each.Value))),
        .. (profile.Purposes ?? []).Select(Given),
    ];

    /// <summary>What one stored event said; null for nothing.</summary>
    public static ProfileUpdate? Of(StoredEvent stored) => stored is { Consents: null or { Count: 0 }, Purposes: null or { Count: 0 } } ? null : new()
    {
        Consents = (stored.Consents ?? new Dictionary<Channel, Consent>()).ToDictionary(each => AttemptKey.Name(each.Key), each => Given(each.Value), StringComparer.Ordinal),
        PurposeConsents = [.. (stored.Purposes ?? []).Select(Given)],
    };

    // A "no" was to everything where no purpose was ever named.
    private static bool NamesNone(Profile profile, Consent said) => said.Given || profile.Purposes is null;

    private static GivenPurposeConsent Given(PurposeConsent each) => new(AttemptKey.Name(each.Channel), each.Purpose, Given(each.Said));

    private static GivenConsent Given(Consent said) => new(said.Given, said.At, said.Source, said.TextVersion);
}
