using Xunit;

namespace WinBack.Functions.Tests.Infra;

/// <summary>A test that needs the Bicep compiler. By hand it is skipped with the reason where no registry has it; in CI it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && BicepCli.WhyMissing is { } why)
            Skip = why;
    }
}
