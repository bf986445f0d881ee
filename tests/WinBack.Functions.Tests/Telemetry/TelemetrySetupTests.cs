using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WinBack.Functions.Telemetry;
using WinBack.Storage.Telemetry;
using Xunit;

namespace WinBack.Functions.Tests.Telemetry;

public sealed class TelemetrySetupTests
{
    private const string Insights =
        "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:1/;LiveEndpoint=https://127.0.0.1:1/";

    [Theory]
    [InlineData]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING=" + Insights)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "APPLICATIONINSIGHTS_CONNECTION_STRING=" + Insights, "AZURE_CLIENT_ID=00000000-0000-0000-0000-000000000002")]
    public void AddTelemetry_WithAnyExporters_ListensToOurSources(params string[] settings)
    {
        using var services = Services(settings);
        Assert.NotNull(services.GetRequiredService<MeterProvider>());
        Assert.NotNull(services.GetRequiredService<TracerProvider>());
        using var span = Traces.Scan();
        Assert.NotNull(span);
    }

    private static ServiceProvider Services(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).ToDictionary(setting => setting[0], setting => (string?)setting[1]))
            .Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddTelemetry(configuration).BuildServiceProvider();
    }
}
