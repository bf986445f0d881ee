using WinBack.Core.Sending;

namespace WinBack.Core.Reporting.Guards;

/// <summary>Settings <c>Guards:…</c>: who is told when a campaign pauses itself. What the settings of webhook targets mean, they mean here.</summary>
public sealed class GuardOptions
{
    /// <summary>Gets or sets where the word goes.</summary>
    /// <value>Default none: nobody is told. <c>https://…</c>; <c>http://</c> only on this machine.</value>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Gets or sets the secret that it is signed with.</summary>
    /// <value>No default; at least <see cref="WebhookTarget.ShortestKey"/> characters where there is a URL.</value>
    public string? WebhookKey { get; set; }

    /// <summary>Gets or sets the name of <see cref="WebhookKey"/>.</summary>
    /// <value>Default <c>1</c>.</value>
    public string WebhookKeyId { get; set; } = "1";

    /// <summary>Gets or sets how long an answer may take.</summary>
    /// <value>Default 10 seconds; 1 to 30 seconds.</value>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets whether <see cref="WebhookUrl"/> may lead into a private network.</summary>
    /// <value>Default false.</value>
    public bool WebhookAllowPrivate { get; set; }

    /// <summary>Where the word goes; null for nowhere.</summary>
    public WebhookTarget? ToTarget() => WebhookUrl is null ? null : new()
    {
        Url = WebhookUrl,
        Key = WebhookKey,
        KeyId = WebhookKeyId,
        Timeout = WebhookTimeout,
        AllowPrivate = WebhookAllowPrivate,
    };

    /// <summary>What is wrong with the settings; empty when requests may be made by them, or none are to be.</summary>
    public IEnumerable<string> Faults() => ToTarget() is { } target ? target.Faults().Select(fault => $"Guards:Webhook{fault}") : [];
}
