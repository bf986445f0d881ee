using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinBack.Core.Events;

/// <summary>One event as its source sent it, checked for form but not yet applied.</summary>
public sealed record IncomingEvent
{
    /// <summary>Type of an item that only updates the profile; counts as no activity.</summary>
    public const string ProfileType = "profile";

    /// <summary>Whether events of a type are something the user did: neither a profile update nor news that is told them.</summary>
    public static bool IsDeed(string type) => type != ProfileType && !ItemEvent.Is(type);

    /// <summary>Id by the source; the same id for the same user changes nothing the second time.</summary>
    public required string Id { get; init; }

    /// <summary>User id.</summary>
    public required string UserId { get; init; }

    /// <summary>What the user did, such as <c>purchase</c>; <see cref="ProfileType"/> when the item only updates the profile.</summary>
    public required string Type { get; init; }

    /// <summary>When, by the source.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Value of the event; negative for a refund.</summary>
    public decimal? Value { get; init; }

    /// <summary>ISO 4217 code; null for the currency of reports.</summary>
    public string? Currency { get; init; }

    /// <summary><see cref="Value"/> in the currency of reports, where that is another; null until it was converted.</summary>
    public decimal? Converted { get; init; }

    /// <summary>What the event counts for, in the currency of reports.</summary>
    public decimal? Worth => Converted ?? Value;

    /// <summary>Anything else.</summary>
    public JsonElement? Properties { get; init; }

    /// <summary>Profile fields to set, or null.</summary>
    public ProfileUpdate? Profile { get; init; }

    /// <summary>Whether it says stop on any channel.</summary>
    public bool WithdrawsConsent => Profile is { } profile
        && (profile.Consents.Values.Any(consent => !consent.Given) || profile.PurposeConsents.Any(each => !each.Consent.Given));

    /// <summary>Whether it came by a merge: it is of another user who was merged into this one, copied from their history, or sent under their id since.</summary>
    [JsonIgnore]
    public bool IsCopy { get; init; }

    /// <summary>Another id that turned out to be this user: it is merged into them before the event is applied. Null for none.</summary>
    public string? MergeFrom { get; init; }
}

/// <summary>Profile fields given with an event. A field that is not given is null; one that is cleared has a null value.</summary>
public sealed record ProfileUpdate
{
    /// <summary>Text fields by name: <c>name</c>, <c>email</c>, <c>phone</c>, <c>timeZone</c>, <c>locale</c>, <c>country</c>.</summary>
    public IReadOnlyDictionary<string, GivenField<string?>> Fields { get; init; } = new Dictionary<string, GivenField<string?>>();

    /// <summary>Attributes by name; the value is text, number, true, false or null.</summary>
    public IReadOnlyDictionary<string, GivenField<JsonElement>> Attributes { get; init; } = new Dictionary<string, GivenField<JsonElement>>();

    /// <summary>Push installations.</summary>
    public IReadOnlyList<GivenInstallation> Installations { get; init; } = [];

    /// <summary>Consent by channel name (<c>push</c>, <c>sms</c>, <c>email</c>, <c>webhook</c>) that names no purpose: "yes" to the default one, "no" to every one.</summary>
    public IReadOnlyDictionary<string, GivenConsent> Consents { get; init; } = new Dictionary<string, GivenConsent>();

    /// <summary>Consent for purposes by name; each channel and purpose once.</summary>
    public IReadOnlyList<GivenPurposeConsent> PurposeConsents { get; init; } = [];
}

/// <summary>A value with its own instant.</summary>
public sealed record GivenField<T>(T Value, DateTimeOffset At);

/// <summary>A push installation; a null token removes it.</summary>
public sealed record GivenInstallation(string Id, string Platform, string? Token, DateTimeOffset At);

/// <summary>Consent given or withdrawn.</summary>
/// <param name="Given">True for yes.</param>
/// <param name="At">When it was said.</param>
/// <param name="Source">Where it was said; 1 to 100 characters.</param>
/// <param name="TextVersion">Which wording was agreed to; 1 to 100 characters, or null where the source does not say.</param>
public sealed record GivenConsent(bool Given, DateTimeOffset At, string Source, string? TextVersion = null);
