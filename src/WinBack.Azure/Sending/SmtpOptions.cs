using System.ComponentModel.DataAnnotations;
using System.Net;

namespace WinBack.Azure.Sending;

/// <summary>How a connection to the mail server is secured.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS after the greeting; a server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>TLS from the first byte; usually port 465.</summary>
    Tls,

    /// <summary>None: what is sent can be read and changed on the way.</summary>
    None,
}

/// <summary>The mail server that takes e-mails, settings <c>Smtp</c>. Needed when <c>Sending:Email</c> is <c>Smtp</c>.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    /// <summary>Gets or sets the server's name.</summary>
    /// <value>No default.</value>
    [Required(ErrorMessage = "Smtp:Host is missing: the name of the mail server.")]
    public string? Host { get; set; }

    /// <summary>Gets or sets the server's port.</summary>
    /// <value>Default 587; 1 to 65,535.</value>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>Gets or sets the user to identify as.</summary>
    /// <value>Default none: the server asks for none.</value>
    public string? User { get; set; }

    /// <summary>Gets or sets the password of <see cref="User"/>.</summary>
    /// <value>Default none.</value>
    public string? Password { get; set; }

    /// <summary>Gets or sets how the connection is secured.</summary>
    /// <value>Default <see cref="SmtpSecurity.StartTls"/>.</value>
    [EnumDataType(typeof(SmtpSecurity))]
    public SmtpSecurity Security { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (User is null != Password is null)
            yield return new("Smtp:User and Smtp:Password belong together: give both or none.", [nameof(User), nameof(Password)]);
        if (User is not null && Security == SmtpSecurity.None && !IsThisMachine)
            yield return new("Smtp:Security is None: a password would travel unprotected. Use StartTls or Tls.", [nameof(Security)]);
    }

    private bool IsThisMachine => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}
