using System.Diagnostics;
using WinBack.TestKit;

namespace WinBack.Functions.Tests.Infra;

/// <summary>The Bicep compiler, restored as a package by eng/bicep.</summary>
internal static class BicepCli
{
    private static readonly Lazy<(string? Path, string? WhyMissing)> Found = new(Find);

    /// <summary>Null when it is there.</summary>
    public static string? WhyMissing => Found.Value.WhyMissing;

    /// <summary>Runs it; what it says on standard error, a line each. Empty for a file without a fault or a warning.</summary>
    /// <exception cref="InvalidOperationException">There is no compiler.</exception>
    public static IReadOnlyList<string> Run(string folder, params string[] arguments)
    {
        var path = Found.Value.Path ?? throw new InvalidOperationException(WhyMissing);
        return [.. Execute(path, folder, arguments).Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    private static (string?, string?) Find()
    {
        var (code, output, errors) = Execute("dotnet", Repository.Root, "restore", "eng/bicep");
        if (code == 0)
            (code, output, errors) = Execute("dotnet", Repository.Root, "msbuild", "eng/bicep", "-getProperty:BicepPath");
        var path = output.Trim().Replace('\\', Path.DirectorySeparatorChar);
        if (code == 0 && File.Exists(path))
            return (path, null);
        var fault = $"{output} {errors}".Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? $"'{path}' is no file";
        return (null, $"The Bicep compiler cannot be had: {fault.Trim()}");
    }

    private static (int Code, string Output, string Errors) Execute(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors);
    }
}
