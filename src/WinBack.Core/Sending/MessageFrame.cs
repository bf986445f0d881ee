using WinBack.Core.Users;

namespace WinBack.Core.Sending;

/// <summary>What the house adds to what a campaign says: links of its own, the way out, and who is writing.</summary>
/// <param name="Reference">The attempt's name outside this house.</param>
/// <param name="ClickLink">Stands in an SMS or e-mail in place of the campaign's link and leads there; null leaves the campaign's own.</param>
/// <param name="UnsubscribeUrl">At the foot and in the headers of an e-mail; null for none.</param>
/// <param name="PostalAddress">At the foot of an e-mail; null for none.</param>
public sealed record MessageFrame(AttemptReference Reference, string? ClickLink, string? UnsubscribeUrl, string? PostalAddress)
{
    /// <summary>At the foot of an e-mail beside the way out: where its reader says what else they want; null for none.</summary>
    public string? PreferencesUrl { get; init; }

    /// <summary>In an e-mail: where an answer to the campaign's survey leads, by its index from 0; null for no links.</summary>
    public Func<int, string?>? AnswerUrl { get; init; }

    /// <summary>Nothing added.</summary>
    public static MessageFrame None { get; } = new(default, null, null, null);
}

/// <summary>Makes the frame of each message by the settings.</summary>
public sealed class MessageFrames(LinkOptions links, EmailOptions email, LinkTokens tokens, AddressHasher hasher)
{
    /// <summary>Route of the links to follow, before their token.</summary>
    public const string ClickRoute = "l/";

    /// <summary>Route of the opt-out, before its token.</summary>
    public const string OptOutRoute = "u/";

    /// <summary>Route of the preference centre, before its token.</summary>
    public const string PreferencesRoute = "p/";

    /// <summary>Route of the answers to a survey, before their token.</summary>
    public const string SurveyRoute = "s/";

    private readonly string? _base = links.BaseUrl is { } url ? url.TrimEnd('/') + "/" : null;

    /// <summary>The frame of one message.</summary>
    /// <param name="reference">The attempt.</param>
    /// <param name="channel">Its channel. A push opens the app: its link stays the campaign's own.</param>
    /// <param name="profile">Of the person.</param>
    public MessageFrame For(AttemptReference reference, Channel channel, Profile profile) => new(
        reference,
        _base is not null && channel is Channel.Sms or Channel.Email ? _base + ClickRoute + tokens.Click(reference) : null,
        channel == Channel.Email && profile.Email?.Value is { } address ? OptOutUrl(channel, hasher.Of(address), reference) : null,
        channel == Channel.Email ? email.PostalAddress : null)
    {
        PreferencesUrl = channel == Channel.Email && profile.Email?.Value is { } own ? PreferencesUrl(channel, hasher.Of(own), reference) : null,
        AnswerUrl = channel == Channel.Email && _base is not null ? answer => _base + SurveyRoute + tokens.Survey(reference, answer) : null,
    };

    /// <summary>The address of the preference centre; null where no public address is configured.</summary>
    public string? PreferencesUrl(Channel channel, AddressHash address, AttemptReference reference) =>
        _base is null ? null : _base + PreferencesRoute + tokens.Preferences(channel, address, reference);

    /// <summary>Where a message goes, as its trail keeps it.</summary>
    public IReadOnlyList<string> Trail(IReadOnlyList<string> addresses) => [.. addresses.Select(address => hasher.Of(address).Hex)];

    /// <summary>The address at which an opt-out is taken; null where no public address is configured.</summary>
    public string? OptOutUrl(Channel channel, AddressHash address, AttemptReference reference) =>
        _base is null ? null : _base + OptOutRoute + tokens.OptOut(channel, address, reference);
}
