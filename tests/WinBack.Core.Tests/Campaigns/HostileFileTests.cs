using System.Diagnostics;
using WinBack.Core.Campaigns;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary>Whatever stands in a file, the answer is a list of errors, soon.</summary>
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("", 1, 1, "nothing")]
    [InlineData("# only a comment\n", 1, 1, "nothing")]
    [InlineData("just text", 1, 1, "\"just text\"")]
    [InlineData("- a\n- b", 1, 1, "a list of 2")]
    [InlineData("id: &x again\nname: *x", 1, 5, "an anchor")]
    [InlineData("id: !!python/object again", 1, 5, "a tag")]
    [InlineData("? [a]\n: b", 1, 3, "a list or a group of keys as a key")]
    [InlineData("id: a\n---\nid: b", 2, 1, "a second document")]
    [InlineData("id: 'again", 1, 5, "while scanning a quoted scalar, found unexpected end of stream")]
    [InlineData("id: again\n\tname: x", 1, 5, "while scanning a plain scalar, found a tab character that violate indentation")]
    [InlineData("exit: [a, b\nname: 3", 1, 9, "text after here that is no YAML")]          // the parser throws something else here
    [InlineData("name: a: b", 1, 8, "while scanning a plain scalar value, found invalid mapping")]
    public void Read_NoCampaign_SaysWhatAndWhere(string text, int line, int column, string found)
    {
        var result = CampaignFile.Read("f", text);

        Assert.Null(result.Campaign);
        Assert.Equal((line, column, found), (result.Errors[0].Line, result.Errors[0].Column, result.Errors[0].Found));
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "too long", new string('a', CampaignFile.MaxBytes + 1) },
        { "brackets", new string('[', 250_000) },
        { "maps", string.Concat(Enumerable.Repeat("{a: ", 60_000)) },
        { "nesting", string.Concat(Enumerable.Range(0, 600).Select(depth => new string(' ', depth) + "a:\n")) },
        { "laughs", "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{(char)('b' + i)}: &{(char)('b' + i)} [*{(char)('a' + i)},*{(char)('a' + i)}]\n")) },
        { "keys", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}: 1\n")) },
        { "same key", string.Concat(Enumerable.Repeat("id: 1\n", 40_000)) },
        { "open braces", $"{CampaignFileTests.Smallest[..^38]}\n      body: '{string.Concat(Enumerable.Repeat("{{a ", 4_900))}'" },
        { "open quotes", $"{CampaignFileTests.Smallest[..^38]}\n      body: '{string.Concat(Enumerable.Repeat("{{\"a ", 3_900))}'" },
        { "open comments", $"{CampaignFileTests.Smallest[..^38]}\n      body: '{string.Concat(Enumerable.Repeat("{{!--", 3_900))}'" },
        { "open blocks", $"{CampaignFileTests.Smallest[..^38]}\n      body: '{string.Concat(Enumerable.Repeat("{{#if name}}", 1_600))}'" },
        { "touches", $"touches: [{string.Concat(Enumerable.Repeat("{},", 60_000))}]" },
        { "conditions", $"audience: {{all: [{string.Concat(Enumerable.Repeat("{},", 60_000))}]}}" },
        { "zeros", "priority: 1" + new string('0', 200_000) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Read_Bomb_IsRefusedWithinSeconds(string kind, string text)
    {
        var watch = Stopwatch.StartNew();

        var result = CampaignFile.Read(kind, text);

        Assert.Null(result.Campaign);
        Assert.InRange(result.Errors.Count, 1, 201);
        Assert.All(result.Errors, error => Assert.InRange(error.ToString().Length, 1, 1_000));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"{kind} took {watch.Elapsed}.");   // seen: at most 2 s on a busy core
    }

    [Fact]
    public void Read_AnyCutOrChangedFile_NeverThrows()
    {
        var text = CampaignFileTests.Smallest;
        foreach (var insert in new[] { "", "\t", "{", "[", "'", "\"", ":", "- ", "{{", "}}", "&", "*", "!", "|", ">", "%", "@", "\0", "\ud800", "?", "#", "\n" })
        {
            for (var at = 0; at <= text.Length; at++)
            {
                var cut = CampaignFile.Read("f", text[..at] + insert);
                var changed = CampaignFile.Read("f", text[..at] + insert + text[at..]);
                Assert.All(cut.Errors.Concat(changed.Errors), error => Assert.True(error.Line >= 1 && error.Column >= 1));
                Assert.Equal(changed.Errors.Count == 0, changed.Campaign is not null);
            }
        }
    }
}
