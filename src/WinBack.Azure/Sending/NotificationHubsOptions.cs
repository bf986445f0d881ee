using System.ComponentModel.DataAnnotations;

namespace WinBack.Azure.Sending;

/// <summary>The hub that takes push notifications, settings <c>NotificationHubs</c>. Needed when <c>Sending:Push</c> is <c>NotificationHubs</c>.</summary>
public sealed class NotificationHubsOptions
{
    /// <summary>Gets or sets the connection string of a policy that may send. The SDK knows no managed identity, so it is the one secret of the app: a Key Vault reference.</summary>
    /// <value>No default.</value>
    [Required(ErrorMessage = "NotificationHubs:ConnectionString is missing: that of a policy with the right to send.")]
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the hub's name.</summary>
    /// <value>No default.</value>
    [Required(ErrorMessage = "NotificationHubs:HubName is missing: the name of the hub within its namespace.")]
    public string? HubName { get; set; }

    /// <summary>Gets or sets whether the hub tells afterwards which handles were dead. Only hubs of the Standard tier do.</summary>
    /// <value>Default: false. A dead handle is then not noticed, and the app's next start brings a new one.</value>
    public bool Feedback { get; set; }
}
