using WinBack.Core.Sending;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class EmailLayoutTests
{
    private const string Link = "https://shop.example/again?a=1&b=2";

    private static readonly EmailWords Words = EmailWords.For("en");
    private static readonly EmailFoot Foot = new(Words, null, null);

    [Fact]
    public void Text_WithButton_ShowsWhereItLeads() => Assert.Equal(
        $"One\n\nTwo\n\nLook:\n{Link}\n\n{Words.Why}\n", EmailLayout.Text("One\n\nTwo", new("Look", Link, null), Foot));

    [Fact]
    public void Text_LinkAlreadyShown_IsNotRepeated() =>
        Assert.Equal($"See {Link}\n\n{Words.Why}\n", EmailLayout.Text($"See {Link}", new("Look", Link, null), Foot));

    [Fact]
    public void Text_WithoutLink_HasNoButton() => Assert.Equal($"One\n\n{Words.Why}\n", EmailLayout.Text("One", null, Foot));

    [Fact]
    public void Html_Paragraphs_StayApartAndLinesToo()
    {
        var html = Html("One\nmore\n\nTwo");

        Assert.Contains(">One<br>more</p><p style=\"margin:0 0 18px\">Two</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_EmptyLinesInARow_MakeNoEmptyParagraph() =>
        Assert.Contains(">One</p><p style=\"margin:0 0 18px\">Two</p>", Html("One\n\n\n\n Two"), StringComparison.Ordinal);

    [Theory]
    [InlineData("<b>", "&lt;b&gt;")]
    [InlineData("&amp", "&amp;amp")]
    [InlineData("'", "&#39;")]
    public void Html_MarkupRightAtTheStart_IsEscaped(string text, string escaped) =>
        Assert.Contains($">{escaped}</p>", Html(text), StringComparison.Ordinal);

    [Fact]
    public void Html_Button_LeadsToTheEscapedLink() => Assert.Contains(
        "<a href=\"https://shop.example/again?a=1&amp;b=2\" style=", Html("One", new("Look & see", Link, null)), StringComparison.Ordinal);

    [Theory]
    [InlineData($"See {Link}.", true)]
    [InlineData($"{Link}\nmore", true)]
    [InlineData($"See {Link}/evil", false)]      // another address that only begins like the link
    public void Html_LinkInTheText_CanBeFollowed(string text, bool isAnchor) =>
        Assert.Equal(isAnchor ? 2 : 1, Html(text, new("Look", Link, null)).Split("<a href=\"https://shop.example/again?a=1&amp;b=2\"").Length - 1);

    [Theory]
    [InlineData("en", "lang=\"en\" dir=\"ltr\"", "<p class=\"why\" style", "You get this because")]
    [InlineData("de-AT", "lang=\"de-AT\" dir=\"ltr\"", "<p class=\"why\" style", "Diese E-Mail kommt")]
    [InlineData("ar", "lang=\"ar\" dir=\"rtl\"", "<p class=\"why\" lang=\"en\" style", "You get this because")]   // English words are read as English
    public void Html_Language_IsDeclared(string tag, string declared, string why, string words)
    {
        var html = EmailLayout.Html(new(tag, "S", null), "One", null, new(EmailWords.For(tag), null, null));

        Assert.StartsWith($"<!doctype html><html {declared}>", html, StringComparison.Ordinal);
        Assert.Contains(why, html, StringComparison.Ordinal);
        Assert.Contains(words, html, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_Foot_EndsWithTheWayOutAndTheSender() => Assert.EndsWith(
        $"{Words.Why}\nUnsubscribe: https://h.example/u/k.x\nShop Ltd\n1 High Street\n",
        EmailLayout.Text("One", null, new(Words, "https://h.example/u/k.x", "Shop Ltd\n1 High Street")), StringComparison.Ordinal);

    [Fact]
    public void Html_Foot_ShowsTheWayOutAndTheSender()
    {
        var html = EmailLayout.Html(new("de", "S", null), "Eins", null, new(EmailWords.For("de"), "https://h.example/u/k.x", "Shop <Ltd>\n1 High Street"));

        Assert.Contains("<a href=\"https://h.example/u/k.x\" style=\"color:#1a4fb4\">Abmelden</a>", html, StringComparison.Ordinal);
        Assert.Contains("Shop &lt;Ltd&gt;<br>1 High Street</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Page_LoadsNothingAndRunsNothing()
    {
        var html = Html("One", new("Look", Link, null));

        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal(html.Split("<table").Length, html.Split("<table role=\"presentation\"").Length);     // no table is read aloud as one
    }

    private static string Html(string text, EmailButton? button = null) => EmailLayout.Html(new("en", "S", null), text, button, Foot);
}
