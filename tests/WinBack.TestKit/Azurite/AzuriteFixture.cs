using WinBack.TestKit.Node;
using Xunit;

namespace WinBack.TestKit.Azurite;

/// <summary>One emulator for the tests of a class or a collection. On a machine without Node its tests are skipped and say why; where <c>CI=true</c> they fail.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _process;
    private NodeUnavailableException? _missing;

    /// <summary>The emulator; ends the test when there is none.</summary>
    public AzuriteProcess Process
    {
        get
        {
            Skip.If(_missing is not null, _missing?.Message);
            return _process!;
        }
    }

    public bool IsThere => _process is not null;

    public async Task InitializeAsync()
    {
        try
        {
            _process = await AzuriteProcess.StartAsync();
        }
        catch (NodeUnavailableException missing) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            _missing = missing;
        }
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }
}
