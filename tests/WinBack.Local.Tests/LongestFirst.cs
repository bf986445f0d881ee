using WinBack.Local.Tests;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("WinBack.Local.Tests." + nameof(LongestFirst), "WinBack.Local.Tests")]

namespace WinBack.Local.Tests;

/// <summary>Starts the classes that take minutes before those that take seconds: else one of them may be the last, and run alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [".Demo.Six", ".Docs.GuideTests", ".Crash.", ".Docs.Guide", ".Flow.Faulty", ".Demo."];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Long, part => collection.DisplayName.Contains(part, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length);
}
