using WinBack.TestKit.Azurite;
using Xunit;

namespace WinBack.Azure.Tests.Tables;

/// <summary>Every test that needs the emulator; they share one.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
