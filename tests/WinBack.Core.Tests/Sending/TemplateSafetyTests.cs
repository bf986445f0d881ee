using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sending;

/// <summary>What a campaign file may say, the engine can do: a template that was read never fails when it is sent.</summary>
public sealed class TemplateSafetyTests
{
    private static readonly string[] Pieces =
    [
        "{{name}}", "{{ name }}", "{{~name~}}", "{{attributes.plan}}", "{{attributes.a-b}}", "{{attributes._}}", "{{attributes.if}}", "{{attributes.this}}",
        "{{campaign.id}}", "{{touch.id}}", "{{fallback name \"you\"}}", "{{fallback attributes.plan 'a \"b\" }} {{'}}", "{{fallback name\"x\"}}", "{{fallback name \"\"}}",
        "{{#if name}}", "{{#if attributes.plan}}", "{{~#if country~}}", "{{#unless name}}", "{{else}}", "{{else if locale}}", "{{~else~}}", "{{ else }}", "{{/if}}", "{{/unless}}",
        "{{~/if~}}", "{{! a note }}", "{{!-- a {{note}} --}}", "{{!-- it's --}}", "{{!}}", "{{!----}}", "{", "}", "{{", "}}", "{{{", "}}}", "\\", "\"", "'", "~", " ", "\n", "text", "[", "|", "#", "-",
        "{{date attributes.plan}}", "{{date attributes.plan \"full\"}}", "{{date\nattributes.plan 'time' fallback='x \"y\"'}}", "{{money attributes.plan \"EUR\"}}", "{{money attributes.plan attributes.a-b fallback=\"\"}}", "{{number name}}",
        "{{plural attributes.plan one=\"# {it\" other='# \"them\"'}}", "{{plural attributes.plan other=\"#\" fallback=\"none\"}}", "{{#each (recommended 3)}}", "{{#each (recommended 10 attributes.plan)}}", "{{#each ( recommended 1 )}}", "{{/each}}",
        "{{this.title}}", "{{this.link}}", "{{money this.price this.currency}}", "{{fallback this.price \"x\"}}", "{{#if @first}}", "{{#unless @last}}", "{{~#each (recommended 2)~}}", "{{~/each~}}", "{{#each (recommended 2)}}{{this.id}}{{else}}none{{/each}}",
        "{{#if\nname}}", "{{\nname\n}}", "{{fallback\nname\n'x'}}", "{{else\nif name}}", "{{name }}", "{{#if name }}", "{{ /if}}", "{{# if name}}", "{{/ if}}", "{{fallback  name   'x' }}", "{{fallback name 'it\"s'}}",
    ];

    [Fact]
    public void Render_AnyTemplateThatIsReadable_Succeeds()
    {
        var draw = new Random(20261124);
        var readable = 0;
        var failing = new List<string>();
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, draw.Next(1, 7)).Select(_ => Pieces[draw.Next(Pieces.Length)]));
            if (TemplateScan.Of(text).Problems.Count > 0)
                continue;
            readable++;
            if (WhyNot($"x{text}") is { } why)
                failing.Add($"{text}: {why}");
        }

        Assert.InRange(readable, 200, 2_000);
        Assert.Empty(failing.Take(10));
    }

    [Theory]
    [InlineData("{{name}}}")]
    [InlineData("{{{name}}")]
    [InlineData("{ {{#if name}}x{{/if}}}")]
    [InlineData("{{fallback name 'x'}}}")]
    public void Scan_BraceThatTouchesATag_IsAProblem(string text) =>
        Assert.Equal(["a brace that touches a tag"], TemplateScan.Of(text).Problems.Select(problem => problem.Found));

    [Fact]
    public void Scan_WordsRightAfterTheVariable_AreAProblem() =>
        Assert.Equal(["{{fallback name\"x\"}}"], TemplateScan.Of("{{fallback name\"x\"}}").Problems.Select(problem => problem.Found));

    [Theory]
    [InlineData("{ {{name}} }")]
    [InlineData("{{name}} {}")]
    [InlineData("{{#if name}}{{name}}{{/if}}{{name}}")]
    public void Scan_BraceApart_IsText(string text) => Assert.Empty(TemplateScan.Of(text).Problems);

    private static string? WhyNot(string text)
    {
        var campaign = ACampaign.With(0);
        var touch = campaign.Touches[0] with { Templates = new Dictionary<Channel, Template> { [Channel.Sms] = new(null, null, text, null) } };
        try
        {
            return MessageRenderer.Render(campaign, touch, Channel.Sms, AUser.Reachable(), MessageFrame.None) is Rendering.Failed failed ? failed.Why : null;
        }
        catch (Exception thrown)
        {
            return thrown.GetType().Name + thrown.Message;
        }
    }
}
