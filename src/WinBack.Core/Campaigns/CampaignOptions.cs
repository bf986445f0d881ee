namespace WinBack.Core.Campaigns;

/// <summary>Settings of the stage Campaigns.</summary>
public sealed class CampaignOptions
{
    /// <summary>Gets or sets whether what is published must be approved by somebody other than who published it before it may be active.</summary>
    /// <value>Default false: a file that says <c>status: active</c> is active once published.</value>
    public bool RequireApproval { get; set; }
}
