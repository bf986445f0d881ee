using System.Text.RegularExpressions;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Core.Tests;

/// <summary>
/// The order of using directives, as <c>dotnet format</c> sorts them. The build knows no rule for it, and to load the solution for this alone takes minutes.
/// </summary>
public sealed partial class ImportOrderTests
{
    [Fact]
    public void Imports_OfEveryFile_AreInOrder() => Assert.Empty(
        from root in new[] { "src", "tests", "eng" }
        from file in Repository.Files(root, "*.cs")
        let misplaced = Misplaced(Repository.Read(file))
        where misplaced is not null
        select $"{file}: {misplaced}; run `dotnet format`");

    [Theory]
    [InlineData("using System;\nusing A;", null)]
    [InlineData("using A;\nusing A.B;\nusing a.C;\nusing B;", null)]
    [InlineData("using System.Text;\nusing System.Xml;\nusing Systems;\nusing Moq;", "Moq")]
    [InlineData("using A;\nusing System;", "System")]
    [InlineData("using System.Text;\nusing System;", "System")]
    [InlineData("using B.C;\nusing A;", "A")]
    [InlineData("using A;\nusing B;\nusing static A.C;\nusing D = A.E;", null)]
    [InlineData("using static A.C;\nusing A;", "A")]
    [InlineData("using D = A.E;\nusing static A.C;", "A.C")]
    [InlineData("using D = A.E;\nusing C = A.F;", "C")]
    [InlineData("global using B;\nglobal using A;", "A")]
    [InlineData("using B;\n// why\nusing A;", "A")]
    [InlineData("using B;\nusing var a = new A();\n    using A;", null)]
    public void Misplaced_Directive_IsSeen(string source, string? expected) => Assert.Equal(expected, Misplaced(source));

    // Namespaces, then static, then aliases; within each System first, then name by name, whatever the case.
    private static string? Misplaced(string source)
    {
        List<(int Kind, string Name)> directives = [.. Directive().Matches(source).Select(match =>
            match.Groups["alias"].Success ? (2, match.Groups["alias"].Value) : (match.Groups["static"].Success ? 1 : 0, match.Groups["name"].Value))];
        return directives.Zip(directives.Skip(1)).Where(pair => Compare(pair.First, pair.Second) > 0).Select(pair => pair.Second.Name).FirstOrDefault();
    }

    private static int Compare((int Kind, string Name) one, (int Kind, string Name) other)
    {
        if (one.Kind != other.Kind)
            return one.Kind.CompareTo(other.Kind);
        var (first, second) = (one.Name.Split('.'), other.Name.Split('.'));
        if ((first[0] == "System") != (second[0] == "System"))
            return first[0] == "System" ? -1 : 1;
        return first.Zip(second, StringComparer.OrdinalIgnoreCase.Compare).FirstOrDefault(each => each != 0) is not 0 and var differs ? differs : first.Length.CompareTo(second.Length);
    }

    [GeneratedRegex(@"^(?:global )?using (?:(?<static>static )|(?<alias>\w+) = )?(?<name>[\w.]+)(?:<.*>)?;", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
