namespace Microsoft.Azure.NotificationHubs;

public sealed class AppleNotification : Notification, INativeNotification
{
    public AppleNotification(string jsonPayload)
        : this(jsonPayload, expiry: null)
    {
    }

    public AppleNotification(string jsonPayload, IDictionary<string, string> apnsHeaders)
        : base(apnsHeaders, null, "application/json;charset=utf-8") => Body = jsonPayload;

    [Obsolete("Has no tag: send to one instead.")]
    public AppleNotification(string jsonPayload, string tag)
        : this(jsonPayload, expiry: null)
    {
    }

    public AppleNotification(string jsonPayload, DateTime? expiry)
        : base(null, null, "application/json;charset=utf-8") => (Body, Expiry) = (jsonPayload, expiry);

    [Obsolete("Has no tag: send to one instead.")]
    public AppleNotification(string jsonPayload, DateTime? expiry, string tag)
        : this(jsonPayload, expiry)
    {
    }

    public DateTime? Expiry { get; set; }

    public int? Priority { get; set; }

    protected override string PlatformType => "apple";

    protected override void OnValidateAndPopulateHeaders()
    {
    }
}
