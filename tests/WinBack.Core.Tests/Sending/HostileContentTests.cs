using System.Text;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sending;

/// <summary>Whatever a profile or a template holds, a message is whole or is not sent.</summary>
public sealed class HostileContentTests
{
    public static TheoryData<string> Values =>
    [
        "{{attributes.secret}}", "{{{name}}}", "{{#each (recommended 10)}}x{{/each}}", "{{#if name}}", "}}{{", "\\{{name}}",
        "a\r\nBcc: everybody@example.com\r\n\r\nbody", "a\nb", "a\u0000b", "a\u0085b\u2028c\u2029d", "\u202Ereversed\u202C", "\u2066isolated\u2069",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<!--", "]]>", "&#x3C;b&#x3E;", "' onmouseover='alert(1)", "\ud83d", "\udc00\ud800",
        "javascript:alert(1)", "https://evil.example/", "%0d%0aX: y", "=?utf-8?q?x?=",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Render_HostileValueEverywhere_StaysTextInItsPlace(string value)
    {
        const string said = "{{attributes.value}} {{name}} {{fallback attributes.value \"x\"}} {{date attributes.value fallback=\"d\"}} {{money attributes.value attributes.value fallback=\"m\"}} {{number attributes.value fallback=\"n\"}} {{plural attributes.value one=\"1\" other=\"#\" fallback=\"p\"}} {{#each (recommended 2 attributes.value)}}{{this.title}}{{/each}}";
        foreach (var channel in new[] { Channel.Push, Channel.Sms, Channel.Email })      // webhooks: WebhookTouchTests
        {
            var message = Done(Render(channel, new(said, said, said, "https://shop.example/{{attributes.value}}?n={{name}}") { Preheader = said, Image = "https://cdn.example/{{attributes.value}}.jpg" }, value));
            foreach (var line in new[] { message.Subject, message.Title, message.Preheader, message.DeepLink, message.Image }.OfType<string>())
            {
                Assert.DoesNotContain(line, char.IsControl);
                Assert.DoesNotContain(line, c => c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
                Assert.Equal(line, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line)));        // no half a character
            }

            // A value is never read as a template, nor taken for markup, nor for another line.
            Assert.DoesNotContain("s3cr3t", message.Text + message.Html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script|<img|<!--|onerror=a[^&]*>", message.Html ?? "");
            Assert.StartsWith("https://shop.example/", message.DeepLink, StringComparison.Ordinal);
            Assert.Equal("shop.example", new Uri(message.DeepLink!).Host);
            if (channel == Channel.Sms)
                Assert.DoesNotContain('\n', message.Text);
        }
    }

    [Fact]
    public void Render_SubjectOfAGiantValue_IsCut()
    {
        var subject = Done(Render(Channel.Email, new("{{attributes.value}}", null, "x", null), new string('a', 1_024))).Subject!;

        Assert.Equal((250, '…'), (subject.Length, subject[^1]));
    }

    [Fact]
    public void Render_SubjectCutWithinACharacter_KeepsOrDropsItWhole()
    {
        var subject = Done(Render(Channel.Email, new("a{{attributes.value}}", null, "x", null), string.Concat(Enumerable.Repeat("\U0001F469", 250)))).Subject!;

        Assert.Equal(subject, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(subject)));
    }

    [Fact]
    public void Render_TextMessageOfGiantValues_IsNotSent() => Assert.StartsWith(
        "the text has ", Failed(Render(Channel.Sms, new(null, null, string.Concat(Enumerable.Repeat("{{attributes.value}}", 70)), null), new string('a', 1_024))), StringComparison.Ordinal);

    [Fact]
    public void Render_EmailOfGiantValues_IsNotSent() => Assert.StartsWith(
        "the e-mail has ", Failed(Render(Channel.Email, new("S", null, string.Concat(Enumerable.Repeat("{{attributes.value}}", 900)), null), new string('<', 1_024))), StringComparison.Ordinal);

    [Fact]
    public void Render_LinkOfAGiantValue_IsNotSent() => Assert.StartsWith(
        "the link may not be sent", Failed(Render(Channel.Sms, new(null, null, "x", "https://shop.example/{{attributes.value}}"), new string('ä', 500))), StringComparison.Ordinal);

    [Fact]
    public void Render_PictureThatMayNotBeShown_LeavesThePushWithoutOne() => Assert.Null(
        Done(Render(Channel.Push, new(null, "T", "x", null) { Image = "https://cdn.example/{{attributes.value}}" }, new string('ä', 500))).Image);

    [Theory]
    [InlineData("http://cdn.example/a.jpg")]
    [InlineData("myapp://picture")]
    [InlineData("https://{{attributes.value}}/a.jpg")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("https://cdn.example/{{link}}")]
    public void Read_PictureFromElsewhereThanAFixedHost_IsAnError(string image) => Assert.Contains(
        CampaignFile.Read("f", $$$"""
            id: again
            name: Again
            goal: purchase
            lapse: {after: P90D, since: purchase}
            touches:
              - {id: first, delay: P0D, channels: push, push: {title: T, body: B, link: "https://shop.example/", image: "{{{image}}}"}}
            """).Errors,
        error => error.Path == "touches[0].push.image");

    [Fact]
    public void Scan_BlocksWithinEachOther_AreBounded()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("{{#if name}}", depth)) + "x" + string.Concat(Enumerable.Repeat("{{/if}}", depth));

        Assert.Empty(TemplateScan.Of(Nested(TemplateScan.MaxDepth)).Problems);
        Assert.NotEmpty(TemplateScan.Of(Nested(TemplateScan.MaxDepth + 1)).Problems);
        Assert.NotEmpty(TemplateScan.Of(Nested(1_500)).Problems);
    }

    private static Rendering Render(Channel channel, Template template, string value)
    {
        var campaign = ACampaign.With(0);
        var user = AUser.Reachable();
        user = user with
        {
            Profile = user.Profile with
            {
                Name = new(value, AUser.Before),
                Locale = new(value, AUser.Before),
                TimeZone = new(value, AUser.Before),
                Attributes = new Dictionary<string, Stamped<FieldValue?>>
                {
                    ["value"] = new(FieldValue.Of(value), AUser.Before),
                    ["secret"] = new(FieldValue.Of("s3cr3t"), AUser.Before),
                },
            },
        };
        return MessageRenderer.Render(campaign, campaign.Touches[0] with { Templates = new Dictionary<Channel, Template> { [channel] = template } }, channel, user, MessageFrame.None);
    }

    private static RenderedMessage Done(Rendering rendering) => Assert.IsType<Rendering.Done>(rendering).Message;

    private static string Failed(Rendering rendering) => Assert.IsType<Rendering.Failed>(rendering).Why;
}
