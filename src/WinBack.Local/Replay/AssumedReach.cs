using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WinBack.Core.Events;
using WinBack.Core.Users;
using WinBack.Storage.Tables;

namespace WinBack.Local.Replay;

/// <summary>
/// Gives every user, with their first event, an address and consent on the channels that everybody is taken to have agreed to, for the purposes of the
/// campaigns. The addresses
/// lead nowhere: a top-level domain that is never assigned, a country code that no network has, a token of no platform.
/// </summary>
internal sealed class AssumedReach(IReadOnlyCollection<Channel> channels, params IReadOnlyCollection<string> purposes)
{
    /// <summary>Where the consent is said to come from.</summary>
    public const string Source = "assumed-for-replay";

    private const int LongestLocalPart = 64;

    private readonly HashSet<string> _met = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">A name is no channel.</exception>
    public static IReadOnlyList<Channel> ParseChannels(string? text) => [.. (text ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(name => Enum.TryParse<Channel>(name, ignoreCase: true, out var channel) && AttemptKey.Name(channel) == name
            ? channel
            : throw new InvalidDataException($"'{name}' is no channel; push, sms, email and webhook are."))
        .Distinct()];

    /// <summary>The event, with what is assumed when it is its user's first; what the event itself says goes first.</summary>
    public IncomingEvent Add(IncomingEvent given) =>
        channels.Count > 0 && _met.Add(given.UserId) ? given with { Profile = Assume(given.UserId, given.Profile ?? new(), given.At) } : given;

    private ProfileUpdate Assume(string user, ProfileUpdate given, DateTimeOffset at)
    {
        var fields = new Dictionary<string, GivenField<string?>>(given.Fields, StringComparer.Ordinal);
        var consents = new Dictionary<string, GivenConsent>(given.Consents, StringComparer.Ordinal);
        List<GivenPurposeConsent> named = [.. given.PurposeConsents];
        List<GivenInstallation> installations = [.. given.Installations];
        foreach (var channel in channels)
        {
            consents.TryAdd(AttemptKey.Name(channel), new(Given: true, at, Source));
            named.AddRange(purposes.Where(purpose => purpose != ConsentPurpose.Default && !named.Exists(each => each.Channel == AttemptKey.Name(channel) && each.Purpose == purpose))
                .Select(purpose => new GivenPurposeConsent(AttemptKey.Name(channel), purpose, new(Given: true, at, Source))));
            switch (channel)
            {
                case Channel.Email:
                    fields.TryAdd("email", new(LocalPart(user) + "@replay.invalid", at));
                    break;
                case Channel.Sms:
                    fields.TryAdd("phone", new("+878" + Digits(user), at));
                    break;
                case Channel.Push:
                    installations.Add(new("replay", "fcm", "replay-" + Hash(user)[..32], at));
                    break;
            }
        }

        return given with { Fields = fields, Consents = consents, PurposeConsents = named, Installations = installations };
    }

    private static string LocalPart(string user) => KeyText.Encode(user) is { Length: <= LongestLocalPart } encoded ? encoded : Hash(user)[..32];

    private static string Digits(string user) => (SHA256.HashData(Encoding.UTF8.GetBytes(user))
        .Take(8).Aggregate(0UL, (number, part) => (number << 8) | part) % 1_000_000_000_000).ToString("D12", CultureInfo.InvariantCulture);

    private static string Hash(string user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)));
}
