using WinBack.TestKit.Azurite;
using Xunit;

namespace WinBack.Local.Tests.Flow;

/// <summary>Every test of the flow that runs on the emulator; they share one.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
