using Azure.Core;

namespace Azure.Communication.Sms;

public class SmsClientOptions : ClientOptions
{
    public SmsClientOptions(ServiceVersion version = ServiceVersion.V2021_03_07)
    {
    }

    public enum ServiceVersion
    {
        V2021_03_07 = 1,
    }
}
