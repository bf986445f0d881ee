using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>A message ready for one person on one channel.</summary>
public sealed record OutboundMessage
{
    /// <summary>The attempt's key, see <see cref="AttemptKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>User id, for the outbox, installations and webhooks; never sent to a provider of messages.</summary>
    public required string UserId { get; init; }

    /// <summary>Campaign id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Touch id.</summary>
    public required string Touch { get; init; }

    /// <summary>Where to: one e-mail address, one phone number, the handles of every installation, or what stands for the user id.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>The platform of each address, in the same order: <c>fcm</c> or <c>apns</c>. Null for other channels than push.</summary>
    public IReadOnlyList<string>? Platforms { get; init; }

    /// <summary>What it says.</summary>
    public required RenderedMessage Content { get; init; }

    /// <summary>The attempt's name outside this house: e-mail operation id, SMS tag, push data. Reports of the provider lead back by it.</summary>
    public AttemptReference Reference { get; init; }

    /// <summary>Address of the one-click unsubscription (RFC 8058); null where no public address is configured.</summary>
    public string? UnsubscribeUrl { get; init; }

    /// <summary>Whether it goes to a seed address to be looked at: no enrolment, contact or fact stands behind it, and the audit counts it for nobody.</summary>
    public bool IsTest { get; init; }

    /// <summary>The variant of the campaign that the person has; null where there are none. Named to webhooks only.</summary>
    public string? Variant { get; init; }

    /// <summary>E-mail address and phone number for the receiver of a webhook; null unless its target asks for them.</summary>
    public WebhookAddresses? Person { get; init; }

    /// <summary>From when on the message is worth nothing; null when it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Rendered content.</summary>
/// <param name="Subject">E-mail subject.</param>
/// <param name="Title">Push or webhook title.</param>
/// <param name="Text">Plain text: the SMS, the push body, the text part of an e-mail; empty for a webhook without a body.</param>
/// <param name="Html">HTML part of an e-mail.</param>
/// <param name="DeepLink">Where it leads.</param>
/// <param name="Image">Address of the picture of a push; https.</param>
public sealed record RenderedMessage(string? Subject, string? Title, string Text, string? Html, string? DeepLink, string? Image = null)
{
    /// <summary>What a list of e-mails shows after the subject; it stands, unseen, at the head of <see cref="Html"/>.</summary>
    public string? Preheader { get; init; }

    /// <summary>Webhook only, and never null there: to whom, and the fields filled in for the person.</summary>
    public WebhookContent? Webhook { get; init; }
}

/// <summary>What a webhook says besides its words.</summary>
/// <param name="Target">Name of the receiving system.</param>
/// <param name="Fields">By name; at most 20 of at most 500 characters.</param>
public sealed record WebhookContent(string Target, IReadOnlyDictionary<string, string> Fields);

/// <summary>Where a person can be reached by whoever does the contact.</summary>
/// <param name="Email">E-mail address; null when none is known.</param>
/// <param name="Phone">Phone number in E.164; null when none is known.</param>
public sealed record WebhookAddresses(string? Email, string? Phone)
{
    /// <summary>What the target of a message is told; null for other channels, and for targets that do not ask.</summary>
    public static WebhookAddresses? For(RenderedMessage message, Profile profile, WebhookTargets webhooks) =>
        message.Webhook is { } to && webhooks.IncludesAddresses(to.Target) ? new(profile.Email?.Value, profile.Phone?.Value) : null;
}
