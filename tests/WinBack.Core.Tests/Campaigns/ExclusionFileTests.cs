using System.Text.RegularExpressions;
using WinBack.Core.Campaigns;
using WinBack.TestKit;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

public sealed partial class ExclusionFileTests
{
    [Theory]
    [InlineData("user-17", true)]
    [InlineData("user-18", false)]
    [InlineData("USER-17", false)]
    public void Guide_Example_ExcludesWhomItNames(string user, bool excluded)
    {
        var file = ExclusionFile.Read("exclusions.yaml", Example().Match(Repository.Read("campaigns/README.md")).Groups["yaml"].Value);

        Assert.Empty(file.Errors);
        Assert.Equal(excluded, AudienceMatcher.Matches(file.Exclude, Given.User(user), Given.Noon));
    }

    [Fact]
    public void Read_AnHundredIds_AreLookedUpExactly()
    {
        var file = ExclusionFile.Read("f", $"exclude: {{field: id, in: [{string.Join(", ", Enumerable.Range(0, 100).Select(i => $"u{i}"))}]}}");

        Assert.Equal([true, false, false], new[] { "u99", "u100", "U99" }.Select(id => AudienceMatcher.Matches(file.Exclude, Given.User(id), Given.Noon)));
    }

    [Fact]
    public void Read_Nobody_ExcludesNobody()
    {
        var file = ExclusionFile.Read("f", "exclude: nobody");

        Assert.Null(file.Exclude);
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("exclude:", "exclude")]
    [InlineData("exclude: everybody", "exclude")]
    [InlineData("exclude: {field: idd, is: x}", "exclude.field")]
    [InlineData("exclude: nobody\nid: x", "")]
    [InlineData("- a", "")]
    public void Read_Mistakes_AreNamedAndNobodyIsGuessed(string text, string path)
    {
        var file = ExclusionFile.Read("f", text);

        Assert.Null(file.Exclude);
        Assert.Contains(path, file.Errors.Select(error => error.Path).Append(path.Length == 0 && file.Errors.Count > 0 ? "" : "-"));
    }

    [GeneratedRegex(@"^```yaml\n(?<yaml>exclude:\n  any:\n    - \{field: attributes\.employee.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
