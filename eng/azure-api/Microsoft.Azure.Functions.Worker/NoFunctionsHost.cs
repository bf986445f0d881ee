using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

// An app that starts, reports healthy and never runs a function would be the worst outcome: refuse at the start instead.
internal sealed class NoFunctionsHost : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException(
        "This build holds only the API of Microsoft.Azure.Functions.Worker: build with AzurePackages=nuget to run under the Functions host.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
