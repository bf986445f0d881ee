namespace Microsoft.Azure.NotificationHubs;

public abstract class Notification
{
    private Dictionary<string, string> _headers;

    protected Notification(IDictionary<string, string> additionalHeaders, string tag, string contentType)
    {
        _headers = new(additionalHeaders ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        ContentType = contentType;
    }

    protected abstract string PlatformType { get; }

    public Dictionary<string, string> Headers
    {
        get => _headers;
        set => _headers = new(value, StringComparer.OrdinalIgnoreCase);
    }

    public string Body { get; set; }

    public string ContentType { get; set; }

    protected void AddOrUpdateHeader(string key, string value) => Headers[key] = value;

    protected abstract void OnValidateAndPopulateHeaders();
}
