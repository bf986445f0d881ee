using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Local.Tests.Docs;

/// <summary>The figures of docs/capacity-and-cost.md follow from its inputs, and its counts are those of the README.</summary>
public sealed partial class CostTests
{
    private static readonly List<string[]> Rows =
    [
        .. Repository.Read("docs/capacity-and-cost.md").Split('\n').Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    private static Dictionary<string, string> Inputs =>
        Rows.Where(row => Name().Match(row[0]) is { Success: true } && Number(row[1]) is not null).ToDictionary(row => row[0].Trim('`'), row => row[1], StringComparer.Ordinal);

    [Fact]
    public void Results_OfEveryFormula_AreAsWritten()
    {
        var known = Inputs;
        var checkedRows = 0;
        foreach (var row in Rows.Where(row => row.Length == 3 && row[1].StartsWith('`')))
        {
            var value = Value(row[1].Trim('`'), known);
            if (Name().Match(row[0]) is { Success: true } named)
                known[named.Groups[1].Value] = value.ToString("R", CultureInfo.InvariantCulture);
            var step = Math.Pow(10, -(row[2].Contains('.', StringComparison.Ordinal) ? row[2].Length - row[2].IndexOf('.', StringComparison.Ordinal) - 1 : 0));
            Assert.True(Number(row[2]) is { } written && Math.Abs(written - value) <= step / 2 * 1.0001, $"{row[0]}: {row[1]} is {value}, and the guide says {row[2]}.");
            checkedRows++;
        }

        Assert.Equal(21, checkedRows);
    }

    [Theory]
    [InlineData("event", "event of a known user")]
    [InlineData("check", "due, but not lapsed")]
    [InlineData("enrolment", "enrolment")]
    [InlineData("touch", "touch, from judging to the recorded answer")]
    public void Counts_AreThoseOfTheReadme(string input, string row) =>
        Assert.Contains($"| {row} | {Inputs[input]} |", Repository.Read("README.md"), StringComparison.Ordinal);

    private static double Value(string formula, Dictionary<string, string> known)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        var numbers = Word().Replace(formula, word => Number(known[word.Value])!.Value.ToString("0.0##############", CultureInfo.InvariantCulture));
        return Convert.ToDouble(table.Compute(Whole().Replace(numbers, "$0.0"), ""), CultureInfo.InvariantCulture);
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("^`([a-zA-Z]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("[a-zA-Z]+")]
    private static partial Regex Word();

    // Whole numbers would be divided as such.
    [GeneratedRegex(@"(?<![\d.])\d+(?![\d.])")]
    private static partial Regex Whole();
}
