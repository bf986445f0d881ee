using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.Hosting;
using Xunit;

namespace WinBack.Local.Tests.Hosting;

/// <summary>A signal stops the host while the command that runs it comes to its end and disposes of it.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Dispose_WhileItStops_WaitsForTheSameStop()
    {
        var work = new SlowToStop();
        var host = LocalHost.Build(HostFixture.Options(new(), [typeof(SampleHttp)], configure: worker => worker.Services.AddSingleton<IHostedWork>(work)));
        await host.StartAsync();

        var stop = host.StopAsync();
        await work.Asked;
        var dispose = host.DisposeAsync().AsTask();
        Assert.False(dispose.IsCompleted);
        work.End();
        await stop;
        await dispose;

        Assert.Equal(1, work.Stops);
    }

    private sealed class SlowToStop : IHostedWork
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Stops { get; private set; }

        public Task Asked => _asked.Task;

        public DateTimeOffset? NextDue => null;

        public void End() => _end.SetResult();

        public Task<bool> RunReadyAsync(CancellationToken cancel) => Task.FromResult(false);

        public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancel)
        {
            Stops++;
            _asked.TrySetResult();
            return _end.Task;
        }
    }
}
