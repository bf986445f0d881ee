namespace Microsoft.Azure.NotificationHubs;

public sealed class FcmV1Notification : Notification, INativeNotification
{
    public FcmV1Notification(string jsonPayload)
        : base(null, null, "application/json;charset=utf-8") => Body = jsonPayload;

    [Obsolete("Has no tag: send to one instead.")]
    public FcmV1Notification(string jsonPayload, string tag)
        : this(jsonPayload)
    {
    }

    protected override string PlatformType => "fcmv1";

    protected override void OnValidateAndPopulateHeaders()
    {
    }
}
