using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.Builders;
using Xunit;

namespace WinBack.Core.Tests.Sending;

public sealed class MessageRendererTests
{
    private const string Site = "https://shop.example/again";

    [Fact]
    public void Render_EveryVariable_IsFilledIn()
    {
        var user = With(AUser.Reachable(), ("plan", FieldValue.Of("Pro")), ("seats", FieldValue.Of(2.50m)), ("trial", FieldValue.Of(false)));
        user = user with { Profile = user.Profile with { Country = new("AT", AUser.Before), Locale = new("de-AT", AUser.Before) } };

        Assert.Equal(
            $"Anna AT de-AT {Site} replenish Replenishment t1 Pro 2.50 false",
            Sms("{{name}} {{country}} {{locale}} {{link}} {{campaign.id}} {{campaign.name}} {{touch.id}} {{attributes.plan}} {{attributes.seats}} {{attributes.trial}}", user).Text);
    }

    [Theory]
    [InlineData("Hi {{fallback name \"there\"}}", "Hi there")]
    [InlineData("Hi{{#if name}} {{name}}{{/if}}!", "Hi!")]
    [InlineData("{{#unless name}}none{{else}}some{{/unless}}", "none")]
    [InlineData("{{#if name}}a{{else if attributes.seats}}b{{else}}c{{/if}}", "b")]
    [InlineData("{{attributes.on}}", "true")]
    [InlineData("{{#if attributes.zero}}a{{else}}no{{/if}}", "no")]                    // 0 and false mean no …
    [InlineData("{{#if attributes.off}}a{{else}}no{{/if}}", "no")]
    [InlineData("{{fallback attributes.zero \"a\"}} {{fallback attributes.off \"a\"}}", "0 false")]   // … but are there
    [InlineData("{{fallback attributes.blank \"a\"}}{{fallback attributes.gone \"b\"}}{{fallback attributes.other \"c\"}}", "abc")]
    [InlineData("x{{attributes.Count}}{{attributes.length}}{{attributes.SEATS}}y", "xy")]             // attributes only, by their exact names
    [InlineData("a {{~ country ~}} b {{! not shown }}c", "ab c")]
    [InlineData("Tom & \"Jo\" <3", "Tom & \"Jo\" <3")]
    public void Render_FormWithoutName_GivesItsText(string body, string expected)
    {
        var user = With(
            Named(AUser.Reachable(), null),
            ("seats", FieldValue.Of(2)), ("zero", FieldValue.Of(0)), ("off", FieldValue.Of(false)), ("on", FieldValue.Of(true)), ("blank", FieldValue.Of("  ")), ("gone", null));

        Assert.Equal(expected, Sms(body, user, link: null).Text);
    }

    [Fact]
    public void Render_MarkupInAValue_IsEscapedInHtmlOnly()
    {
        var email = Email(new("For {{name}}", null, "Dear {{name}}", Site), Named("<b>\"A\" & 'B'</b>"));

        Assert.Equal("For <b>\"A\" & 'B'</b>", email.Subject);
        Assert.StartsWith("Dear <b>\"A\" & 'B'</b>\n", email.Text, StringComparison.Ordinal);
        Assert.Contains(">Dear &lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</p>", email.Html, StringComparison.Ordinal);
        Assert.Contains("<title>For &lt;b&gt;", email.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", email.Html, StringComparison.Ordinal);
    }

    // What a list of e-mails shows behind the subject: it is the first thing in the HTML, and hidden there.
    [Fact]
    public void Render_Preheader_IsFilledInAndStandsFirstInTheHtml()
    {
        var email = Email(new("S", null, "One", Site) { Preheader = "For {{name}}" }, Named("Anna & Bert"));

        Assert.Equal("For Anna & Bert", email.Preheader);
        Assert.Matches("^[^>]*display:none[^>]*>For Anna &amp; Bert(&#847;&zwnj;&nbsp;)+</div>", email.Html!.Split("<div ")[1]);
        Assert.DoesNotContain("For Anna", email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("display:none", Email(new("S", null, "One", Site), AUser.Reachable()).Html!, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Button_SaysTheCampaignsWordsOrThoseOfItsLanguage()
    {
        var html = Email(new("S", null, "One", Site), AUser.Reachable()).Html!;
        Assert.Contains($">{EmailWords.For("en").Button}</a>", html, StringComparison.Ordinal);

        html = Email(new("S", null, "One", Site) { Button = "See what is new" }, AUser.Reachable()).Html!;
        Assert.Contains(">See what is new</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a href", Email(new("S", null, "One", null), AUser.Reachable()).Html!, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ButtonInALanguageNotOurs_IsMarkedOnlyWhenTheWordsAreOurs()
    {
        var campaign = ACampaign.With(0) with { Language = "ar" };
        Assert.Contains(" lang=\"en\" style", Button(null), StringComparison.Ordinal);
        Assert.DoesNotContain(" lang=", Button("words of the campaign"), StringComparison.Ordinal);

        string Button(string? words)
        {
            var touch = campaign.Touches[0] with { Templates = new Dictionary<Channel, Template> { [Channel.Email] = new("S", null, "One", Site) { Button = words } } };
            var html = Assert.IsType<Rendering.Done>(MessageRenderer.Render(campaign, touch, Channel.Email, AUser.Reachable(), MessageFrame.None)).Message.Html!;
            return html[html.IndexOf("<a href", StringComparison.Ordinal)..html.IndexOf("</a>", StringComparison.Ordinal)];
        }
    }

    [Theory]
    [InlineData("Anna\r\nBcc: everybody@example.com", null)]                  // holds an address: taken for no name
    [InlineData("Anna\r\nBcc: x", "Anna Bcc: x")]
    [InlineData("An\u2028na\u2029\u0085\u0000", "An na")]
    [InlineData("\u202Eanna", "anna")]                                         // would turn the rest of the line around
    [InlineData("\n \t", null)]
    [InlineData("\u202A\u2066\u2069\u202E", null)]                          // nothing but turns, first and last of each kind
    [InlineData("Zoë \U0001F469\u200D\U0001F680", "Zoë \U0001F469\u200D\U0001F680")]
    public void Render_LineBreaksAndControlsInAName_NeverReachSubjectTitleOrText(string name, string? expected)
    {
        var user = Named(name);
        var said = expected is null ? "Hi you" : $"Hi {expected}";
        var template = new Template("Hi {{fallback name \"you\"}}", "Hi {{fallback name \"you\"}}", "Hi {{fallback name \"you\"}}", null);

        Assert.Equal(said, Email(template, user).Subject);
        Assert.Equal((said, said), (Push(template, user).Title, Push(template, user).Text));
        Assert.Equal(said, Sms(template.Body, user, link: null).Text);
    }

    [Fact]
    public void Render_HalfACharacterInAName_IsReplaced() =>
        Assert.Equal("An\uFFFDna", Sms("{{name}}", Named("An\uD83Dna"), link: null).Text);

    [Theory]
    [InlineData("Win at evil.example now", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("WWW.evil", false)]
    [InlineData("anna@evil.example", false)]
    [InlineData("J.R. Smith", true)]
    [InlineData("St. John", true)]
    [InlineData("Anna-Lena O'Neill", true)]
    public void Render_NameThatAdvertises_IsNotRepeated(string name, bool isShown) =>
        Assert.Equal(isShown ? name : "you", Sms("{{fallback name \"you\"}}", Named(name), link: null).Text);

    [Fact]
    public void Render_OverlongName_IsNotRepeated()
    {
        Assert.Equal(new string('a', 80), Sms("{{fallback name \"you\"}}", Named(new string('a', 80)), link: null).Text);
        Assert.Equal("you", Sms("{{fallback name \"you\"}}", Named(new string('a', 81)), link: null).Text);
    }

    [Theory]
    [InlineData("a/../../b?x=1&y#z", "https://shop.example/cart/a%2F..%2F..%2Fb%3Fx%3D1%26y%23z")]
    [InlineData("grün 1", "https://shop.example/cart/gr%C3%BCn%201")]
    [InlineData("\"><script>", "https://shop.example/cart/%22%3E%3Cscript%3E")]
    [InlineData("a\r\nb", "https://shop.example/cart/a%20b")]
    [InlineData("7", "https://shop.example/cart/7")]
    public void Render_ValueInALink_IsPercentEncoded(string value, string expected)
    {
        var user = With(AUser.Reachable(), ("cart", FieldValue.Of(value)));

        var message = Sms("See {{link}}", user, "https://shop.example/cart/{{attributes.cart}}");

        Assert.Equal((expected, $"See {expected}"), (message.DeepLink, message.Text));
    }

    [Fact]
    public void Render_WordsOfTheCampaignInALink_StandAsWritten() => Assert.Equal(
        "https://shop.example/a/b?c=1", Sms("{{link}}", AUser.Reachable(), "https://shop.example/{{fallback attributes.path \"a/b?c=1\"}}").DeepLink);

    [Theory]
    [InlineData("javascript://shop.example/%0aalert(1)", "the link may not be sent: it is neither https nor an app's scheme")]
    [InlineData("http://shop.example/", "the link may not be sent: it is neither https nor an app's scheme")]
    [InlineData("https://{{attributes.host}}/", "the link may not be sent: it has no host")]
    [InlineData("https://shop.example/{{fallback attributes.none \"a b\"}}", "the link may not be sent: it holds blanks, control characters, quotes or angle brackets")]
    public void Render_LinkThatMayNotBeSent_FailsWithoutPersonalData(string link, string why) =>
        Assert.Equal(new Rendering.Failed(why), Render(Channel.Sms, new(null, null, "Hi {{link}}", link), AUser.Reachable()));

    [Theory]
    [InlineData(Channel.Sms, "S", "T", "{{#if attributes.none}}x{{/if}} \n\n ", "the text is empty for this person")]
    [InlineData(Channel.Push, "S", "{{attributes.none}}", "x", "the title is empty for this person")]
    [InlineData(Channel.Email, "{{attributes.none}}", "T", "x", "the subject is empty for this person")]
    [InlineData(Channel.Email, "S", "T", "{{#each x}}", "the template holds what no campaign file may")]
    public void Render_NothingToSay_Fails(Channel channel, string subject, string title, string body, string why) =>
        Assert.Equal(new Rendering.Failed(why), Render(channel, new(subject, title, body, null), AUser.Reachable()));

    [Fact]
    public void Render_ChannelWithoutTemplate_Fails()
    {
        var touch = ACampaign.Touch("t1", Threshold.Zero, Channel.Push);

        Assert.Equal(
            new Rendering.Failed("the touch has nothing to say by sms"),
            MessageRenderer.Render(ACampaign.With(0), touch, Channel.Sms, AUser.Reachable(), MessageFrame.None));
    }

    [Fact]
    public void Render_BlocksThatDoNotApply_LeaveNoGaps() => Assert.Equal(
        "One\n\nTwo",
        Sms("One\n\n{{#if attributes.none}}\nNever\n\n{{/if}}\n{{attributes.none}}  \n\nTwo", AUser.Reachable(), link: null).Text);

    // By what is allocated: that is the same on any machine, whatever else it does.
    [Fact]
    public void Render_SecondTime_DoesNotCompileAgain()
    {
        var user = With(AUser.Reachable(), [.. Enumerable.Range(0, 99).Select(i => ($"a{i}", (FieldValue?)FieldValue.Of("value"))), ("plan", FieldValue.Of("Pro"))]);
        var (warm, touch) = (Fresh("Warm"), Fresh("Hi"));
        RenderedBytes(warm, user);
        RenderedBytes(warm, user);

        var first = RenderedBytes(touch, user);
        var second = RenderedBytes(touch, user);

        Assert.InRange(second, 1, first / 5);
    }

    private static Touch Fresh(string greeting) => ACampaign.With(0).Touches[0] with
    {
        Templates = new Dictionary<Channel, Template>
        {
            [Channel.Email] = new($"{greeting} {{{{name}}}}", null, $"{greeting} {{{{fallback name \"you\"}}}}\n\n{{{{#if attributes.plan}}}}{{{{attributes.plan}}}}{{{{/if}}}} is there.", Site),
        },
    };

    private static long RenderedBytes(Touch touch, User user)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        MessageRenderer.Render(ACampaign.With(0), touch, Channel.Email, user, MessageFrame.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static RenderedMessage Sms(string body, User user, string? link = Site) => Done(Channel.Sms, new(null, null, body, link), user);

    private static RenderedMessage Push(Template template, User user) => Done(Channel.Push, template, user);

    private static RenderedMessage Email(Template template, User user) => Done(Channel.Email, template, user);

    private static RenderedMessage Done(Channel channel, Template template, User user) =>
        Assert.IsType<Rendering.Done>(Render(channel, template, user)).Message;

    private static Rendering Render(Channel channel, Template template, User user)
    {
        var campaign = ACampaign.With(0);
        return MessageRenderer.Render(campaign, campaign.Touches[0] with { Templates = new Dictionary<Channel, Template> { [channel] = template } }, channel, user, MessageFrame.None);
    }

    private static User Named(string name) => Named(AUser.Reachable(), name);

    private static User Named(User user, string? name) =>
        user with { Profile = user.Profile with { Name = name is null ? null : new(name, AUser.Before) } };

    private static User With(User user, params (string Name, FieldValue? Value)[] attributes) => user with
    {
        Profile = user.Profile with { Attributes = attributes.ToDictionary(each => each.Name, each => new Stamped<FieldValue?>(each.Value, AUser.Before)) },
    };
}
