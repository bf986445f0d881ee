using WinBack.Core.Events;

namespace WinBack.Core.Users;

/// <summary>What is known about a person beside their events. Every field carries its own instant.</summary>
public sealed record Profile
{
    /// <summary>A profile of which nothing is known.</summary>
    public static Profile Empty { get; } = new();

    /// <summary>Display name, as the person gave it. Untrusted text.</summary>
    public Stamped<string>? Name { get; init; }

    /// <summary>E-mail address.</summary>
    public Stamped<string>? Email { get; init; }

    /// <summary>Phone number, E.164.</summary>
    public Stamped<string>? Phone { get; init; }

    /// <summary>IANA time zone id, such as <c>Europe/Berlin</c>.</summary>
    public Stamped<string>? TimeZone { get; init; }

    /// <summary>BCP 47 language tag, such as <c>de-AT</c>.</summary>
    public Stamped<string>? Locale { get; init; }

    /// <summary>ISO 3166-1 alpha-2 country code, upper case.</summary>
    public Stamped<string>? Country { get; init; }

    /// <summary>The channel the person would rather be contacted on: <c>push</c>, <c>sms</c> or <c>email</c>. No consent.</summary>
    public Stamped<string>? PreferredChannel { get; init; }

    /// <summary>Plain attributes by name; at most <see cref="UserLimits.Attributes"/>.</summary>
    public IReadOnlyDictionary<string, Stamped<FieldValue?>> Attributes { get; init; } = new Dictionary<string, Stamped<FieldValue?>>();

    /// <summary>Installations of the app that can take a push; at most <see cref="UserLimits.Installations"/>.</summary>
    public IReadOnlyList<Installation> Installations { get; init; } = [];

    /// <summary>Consent by channel for <see cref="ConsentPurpose.Default"/>. A channel without an entry has no consent.</summary>
    public IReadOnlyDictionary<Channel, Consent> Consents { get; init; } = new Dictionary<Channel, Consent>();

    /// <summary>Consent for other purposes, of which there are at most <see cref="UserLimits.Purposes"/>; null for none. Read it by <see cref="Said"/>.</summary>
    public IReadOnlyList<PurposeConsent>? Purposes { get; init; }

    /// <summary>By channel the newest "no" that named no purpose, and so ends all that are older; null for none.</summary>
    public IReadOnlyDictionary<Channel, Consent>? Stops { get; init; }

    /// <summary>What the person last said about a channel and a purpose; null when they never agreed to it.</summary>
    public Consent? Said(Channel channel, string purpose)
    {
        if (purpose == ConsentPurpose.Default)
            return Consents.GetValueOrDefault(channel);
        for (var i = 0; i < Purposes?.Count; i++)
        {
            if (Purposes[i].Channel == channel && Purposes[i].Purpose == purpose)
                return Stops?.GetValueOrDefault(channel) is { } stop ? ConsentMerge.Newer(Purposes[i].Said, stop) : Purposes[i].Said;
        }

        return null;
    }

    /// <summary>Whether the person agrees to be contacted on a channel for a purpose.</summary>
    public bool Agrees(Channel channel, string purpose) => Said(channel, purpose) is { Given: true };

    /// <summary>Every channel and purpose that the person had a say about, the default purpose first.</summary>
    public IEnumerable<PurposeConsent> AllSaid() => Consents.Select(each => new PurposeConsent(each.Key, ConsentPurpose.Default, each.Value))
        .Concat((Purposes ?? []).Select(each => each with { Said = Said(each.Channel, each.Purpose)! }));
}

/// <summary>One installation of the app on one device.</summary>
/// <param name="Id">The installation's id, given by the app.</param>
/// <param name="Platform"><c>fcm</c> or <c>apns</c>.</param>
/// <param name="Token">The platform's handle; null once the installation was removed.</param>
/// <param name="At">When this was so.</param>
public sealed record Installation(string Id, string Platform, string? Token, DateTimeOffset At);

/// <summary>What a person said about being contacted on a channel.</summary>
/// <param name="Given">True for yes.</param>
/// <param name="At">When they said it.</param>
/// <param name="Source">Where they said it: <c>signup-form</c>, <c>preference-centre</c>.</param>
/// <param name="TextVersion">Which wording they agreed to; null where the source did not say.</param>
public sealed record Consent(bool Given, DateTimeOffset At, string Source, string? TextVersion = null);
