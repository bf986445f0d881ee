using WinBack.Local.App;
using WinBack.Local.Clock;
using WinBack.Local.Demo;
using WinBack.Local.Tests.Import;
using Xunit;

namespace WinBack.Local.Tests.Demo;

/// <summary>
/// The six campaigns at once, on as few people as it takes for them to meet, lived once for all tests that look at what it leaves; and its host.
/// </summary>
public sealed class SixCampaignsDemo : IAsyncLifetime, IDisposable
{
    private readonly Files _files = new();
    private LocalApp? _app;
    private DemoResult? _result;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public DateTimeOffset Now => _files.Data.VirtualNow!.Value;

    internal DemoResult Result => _result!;

    public async Task InitializeAsync()
    {
        _result = await new DemoRun(new(_files.Data, Users: 400, Days: 70, Seed: 1) { DaysBetweenCarts = 30, GlobalHoldout = 0.08 }).RunAsync(default);
        _app = LocalApp.Open(new() { Data = _files.Data, Port = 0, Clock = new VirtualClock(Now) });
        Address = await _app.Host.ListenAsync();
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    public void Dispose() => _files.Dispose();
}

/// <summary>Its tests follow each other.</summary>
[CollectionDefinition(Name)]
public sealed class SixCampaigns : ICollectionFixture<SixCampaignsDemo>
{
    public const string Name = "WinBack.Local.Tests.Demo.SixCampaigns";
}
