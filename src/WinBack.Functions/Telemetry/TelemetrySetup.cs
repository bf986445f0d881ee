using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using WinBack.Storage.Telemetry;

namespace WinBack.Functions.Telemetry;

/// <summary>
/// OpenTelemetry of the worker; host.json turns on that of the host (<c>telemetryMode</c>). Requests to storage and providers are not
/// instrumented: their addresses hold row keys, and with them user ids.
/// </summary>
public static class TelemetrySetup
{
    /// <summary>A collector's endpoint. Without it nothing is sent to one.</summary>
    public const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Application Insights. Without it nothing is sent there.</summary>
    public const string InsightsSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Client id of the identity to send as; empty for what the machine is signed in as.</summary>
    public const string IdentitySetting = "AZURE_CLIENT_ID";

    /// <summary>Registers our meter and spans, and the exporters that the settings name: none, one or both.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithMetrics(metrics => metrics.AddMeter(Measures.Meter))
            .WithTracing(traces => traces.AddSource(Traces.Source));
        if (!string.IsNullOrEmpty(configuration[CollectorSetting]))
            telemetry.UseOtlpExporter();
        if (configuration[InsightsSetting] is { Length: > 0 } insights)
        {
            telemetry.UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = insights;
                if (configuration[IdentitySetting] is { Length: > 0 } client)
                    options.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client));
            });
        }

        return services;
    }
}
