namespace WinBack.Functions.Tests.Settings;

/// <summary>The settings that are not found by looking at the code, or are left out somewhere on purpose; each with its reason.</summary>
internal static class KnownSettings
{
    /// <summary>Read by the Functions host, the worker or an SDK.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfTheHost = new Dictionary<string, string>
    {
        ["AzureWebJobsStorage"] = "package, leases, timers of the host",
        ["AzureFunctionsJobHost"] = "overrides of host.json",
        ["FUNCTIONS_WORKER_RUNTIME"] = "Core Tools",
        ["AZURE_CLIENT_ID"] = "the identity of every SDK client",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "telemetry of the host, and of the worker in TelemetrySetup",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "telemetry of the host",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "telemetry of the host, and of the worker in TelemetrySetup",
    };

    /// <summary>Set nowhere: the default stands until a team has a reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Optional = new Dictionary<string, string>
    {
        ["SmsReplies"] = "words of a team's own, beside those known",
        ["Sending:SmsHours"] = "hours of countries other than those known, or other hours",
        ["Money:Rates"] = "rates of the currencies that a team has events in",
        ["Storage:OneMachine"] = "no setting: the layout of a local directory, which the binder takes for one",
        ["Events:Sources:0:Keys"] = "no setting: Key and SecondKey together",
        ["Events:Sources:1:Keys"] = "as above",
    };

    /// <summary>Not set by the Bicep, though read or set locally.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotOnAzure = new Dictionary<string, string>
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "the runtime is part of functionAppConfig on Flex Consumption",
        ["Storage:Connection"] = "a connection string has a key in it; there the identity opens Storage:TableServiceUri",
        ["Storage:TablePrefix"] = "the account holds one app's tables only",
        ["AzureWebJobs.ApplyQueuedEvents.Disabled"] = "there is a Service Bus",
        ["AzureWebJobs.ReceiveFeedback.Disabled"] = "there is a Service Bus",
    };

    /// <summary>Not in local.settings.sample.json, though read or set on Azure.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotInTheSample = new Dictionary<string, string>
    {
        ["AZURE_CLIENT_ID"] = "there is no managed identity on a desk",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "telemetry is for deployments; set it to try",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "as above",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "as above",
        ["AzureFunctionsJobHost"] = "host.json as it is",
        ["DurableTaskScheduler"] = "histories are in Azurite",
        ["ServiceBus"] = "off: the functions that need it are disabled by their settings",
        ["Storage:TableServiceUri"] = "the account is Azurite's, by Storage:Connection",
        ["Storage:TablePrefix"] = "Azurite is one developer's own",
        ["Events:Sources:0:SecondKey"] = "no key is being changed",
        ["Events:Sources:1:SecondKey"] = "as above",
    };

    /// <summary>
    /// Set already, but read by code that is still to come. A test asks that an entry goes as soon as its code is there.
    /// </summary>
    public static readonly IReadOnlyList<string> Pending = [];

    /// <summary>Whether a setting, or the section it is in, is listed.</summary>
    public static bool Lists(IEnumerable<string> list, string key) =>
        list.Any(entry => key.Equals(entry, StringComparison.OrdinalIgnoreCase) || key.StartsWith(entry + ":", StringComparison.OrdinalIgnoreCase));
}
