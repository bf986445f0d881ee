using System.ComponentModel.DataAnnotations;

namespace WinBack.Azure.Sending;

/// <summary>The Communication Services resource that takes text messages and e-mails, settings <c>Acs</c>. Needed when a channel is <c>Acs</c>.</summary>
public sealed class AcsOptions
{
    /// <summary>Gets or sets the address of the resource, used with the app's managed identity.</summary>
    /// <value>No default. <c>https://….communication.azure.com</c></value>
    [Required(ErrorMessage = "Acs:Endpoint is missing: https://….communication.azure.com")]
    [RegularExpression("https://.+", ErrorMessage = "Acs:Endpoint must begin with https://")]
    public Uri? Endpoint { get; set; }

    /// <summary>Gets or sets whether Communication Services leaves links and images of e-mails alone, instead of counting by them who opened and clicked.</summary>
    /// <value>Default none: as the e-mail domain is set up.</value>
    public bool? UserEngagementTrackingDisabled { get; set; }
}
