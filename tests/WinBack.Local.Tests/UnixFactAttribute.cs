using Xunit;

namespace WinBack.Local.Tests;

/// <summary>A test of a shell script: skipped on Windows, where the README's <c>dotnet</c> commands take its place.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "The script needs a Unix shell." : null;
}
