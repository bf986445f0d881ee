using System.ComponentModel.DataAnnotations;

namespace WinBack.Core.Sending;

/// <summary>Settings of the links that messages carry.</summary>
public sealed class LinkOptions : IValidatableObject
{
    /// <summary>Gets or sets the public address of this app, under which people reach <c>/u/…</c> and <c>/l/…</c>.</summary>
    /// <value>No default: messages then carry the campaign's own links, and no real channel may be switched on. https, or http on this machine.</value>
    public string? BaseUrl { get; set; }

    /// <summary>Gets or sets the keys that links are signed with, the newest first. Older ones still verify: keep them as long as e-mails are kept.</summary>
    /// <value>No default; needed with <see cref="BaseUrl"/>.</value>
    public IList<LinkKey> Keys { get; set; } = [];

    /// <summary>Gets or sets how long a click link leads on after the message was sent. A link to unsubscribe never ends.</summary>
    /// <value>Default 90 days; 1 to 400.</value>
    [Range(typeof(TimeSpan), "1.00:00:00", "400.00:00:00")]
    public TimeSpan ClicksLast { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Gets or sets how soon after sending a click is taken for a scanner's: no person is that fast.</summary>
    /// <value>Default 10 seconds; 0 to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MachineClickWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseUrl is not null && !IsPublicAddress(BaseUrl))
            yield return new($"Links:BaseUrl is '{BaseUrl}': https and a host, such as https://hello.shop.example; http only for this machine.", [nameof(BaseUrl)]);
        if (BaseUrl is not null && Keys.Count == 0)
            yield return new("Links:BaseUrl is set, and Links:Keys has no key to sign links with.", [nameof(Keys)]);
        foreach (var key in Keys)
        {
            if (key.Id.Length is < 1 or > LinkKey.MaxIdLength || !key.Id.All(char.IsAsciiLetterOrDigit) || key.Secret.Length < LinkKey.MinSecretLength)
            {
                yield return new(
                    $"Links:Keys has a key with the id '{key.Id}': an id is 1 to {LinkKey.MaxIdLength} letters and digits, a secret at least {LinkKey.MinSecretLength} characters.",
                    [nameof(Keys)]);
            }
        }

        if (Keys.Select(key => key.Id).Distinct(StringComparer.Ordinal).Count() < Keys.Count)
            yield return new("Links:Keys has two keys with one id: a link could not tell which signed it.", [nameof(Keys)]);
    }

    private static bool IsPublicAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && address.UserInfo.Length == 0 && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}

/// <summary>A key that links are signed with.</summary>
public sealed class LinkKey
{
    /// <summary>Most characters of an id.</summary>
    public const int MaxIdLength = 8;

    /// <summary>Fewest characters of a secret.</summary>
    public const int MinSecretLength = 32;

    /// <summary>Gets or sets the name that each link says it was signed under: 1 to 8 letters and digits.</summary>
    public string Id { get; set; } = "";

    /// <summary>Gets or sets the secret; at least 32 characters, from Key Vault on Azure.</summary>
    public string Secret { get; set; } = "";
}
