using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using WinBack.Azure.Sending;
using WinBack.Core.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

public sealed class SmtpChannelTests
{
    private static readonly EmailOptions Email = new() { From = "hello@shop.example", FromName = "Café, \"Shop\"", ReplyTo = "care@shop.example" };

    private readonly FakeTimeProvider _clock = new(Given.Noon);

    /// <summary>Replies of a server, by the verb they answer.</summary>
    public static TheoryData<string, string, string> Refusals => new()
    {
        { "MAIL", "421 4.3.2 closing", "in 300 s" },
        { "MAIL", "451 4.3.0 local error", "in 300 s" },
        { "MAIL", "550 5.7.1 not your address", "in 900 s" },                 // ours, not the person's
        { "MAIL", "553 5.1.8 sender's domain unknown", "in 900 s" },
        { "RCPT", "450 4.2.1 greylisted", "in 300 s" },
        { "RCPT", "452 4.2.2 mailbox full", "in 300 s" },
        { "RCPT", "550 5.1.1 no such user", "dead" },
        { "RCPT", "550 no such user", "dead" },
        { "RCPT", "551 user not local", "dead" },
        { "RCPT", "553 5.1.3 bad address", "dead" },
        { "RCPT", "550 5.1.10 null MX", "dead" },
        { "RCPT", "550 5.2.1 mailbox disabled", "dead" },
        { "RCPT", "550 #5.1.1 no such user", "dead" },
        { "RCPT", "550 5.7.1 no such user for 5.1.1", "never" },              // the code is what comes first
        { "RCPT", "550 5.7.1 blocked by policy", "never" },
        { "RCPT", "554 no service for 195.5.1.20", "never" },                 // an IP address is no code
        { "RCPT", "550 no such user, says 195.5.7.20", "dead" },
        { "RCPT", "550 5.1.1.20 is not welcome: blocklist", "never" },
        { "RCPT", "550 195.5.1.20 is on a block list", "never" },
        { "RCPT", "550 rejected by local Policy", "never" },
        { "RCPT", "550 looks like spam", "never" },
        { "RCPT", "551 you are blacklisted", "never" },
        { "RCPT", "553 poor reputation of the sender", "never" },
        { "RCPT", "550 5.1.8 sender rejected", "never" },
        { "RCPT", "552 5.2.2 over quota", "never" },
        { "RCPT", "554 5.7.1 relay access denied", "never" },
        { "DATA", "451 4.7.1 try later", "in 300 s" },
        { "DATA", "554 5.5.1 no valid recipients", "never" },
        { ASmtpServer.Dot, "451 4.7.1 greylisted", "in 300 s" },
        { ASmtpServer.Dot, "550 5.7.1 looks like spam", "never" },            // of the message, so the mailbox is alive
        { ASmtpServer.Dot, "552 5.3.4 too big", "never" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Send_Refused_IsOneOfTheValues(string verb, string reply, string expected)
    {
        await using var server = new ASmtpServer { Replies = new() { [verb] = reply } };

        Assert.Equal(expected, InWords.Of(await Send(server), Given.Noon));
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("STARTTLS")]
    [InlineData("AUTH")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task Send_ConnectionEndsBeforeTheMessage_IsUnavailable(string verb)
    {
        await using var server = new ASmtpServer { HangsUpAt = verb };

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(server));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Send_ConnectionEndsAfterTheMessage_IsUnknown()
    {
        await using var server = new ASmtpServer { HangsUpAt = ASmtpServer.Dot };

        Assert.IsType<SendResult.Unknown>(await Send(server));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Send_ConnectionEndsAtGoodbye_IsAccepted()
    {
        await using var server = new ASmtpServer { HangsUpAt = "QUIT" };

        Assert.IsType<SendResult.Accepted>(await Send(server));
    }

    [Theory]
    [InlineData("", "554 no service")]
    [InlineData("AUTH", "535 5.7.8 wrong password")]
    [InlineData("STARTTLS", "454 4.7.0 no TLS now")]
    [InlineData("MAIL", "530 5.7.0 authentication required")]
    public async Task Send_NotLetIn_IsUnavailable(string verb, string reply)
    {
        await using var server = new ASmtpServer { Replies = new() { [verb] = reply } };

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(server));
    }

    [Fact]
    public async Task Send_NobodyListens_IsUnavailable()
    {
        using var nobody = new ADeadPort();

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(new SmtpOptions { Host = "127.0.0.1", Port = nobody.Port }));
    }

    [Fact]
    public async Task Send_ServerWithoutTls_GetsNothingUnlessToldSo()
    {
        await using var server = new ASmtpServer { OffersTls = false };

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(server));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.IsType<SendResult.Accepted>(await Send(server, SmtpSecurity.None));
    }

    [Fact]
    public async Task Send_NoWayOut_LeavesNothing()
    {
        await using var server = new ASmtpServer();

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(Options(server), AMessage.Email() with { UnsubscribeUrl = null }));
        Assert.Empty(server.Commands);
    }

    [Fact]
    public async Task Send_Message_SaysAllThatItShould()
    {
        await using var server = new ASmtpServer();

        var answer = await Send(Options(server), AMessage.Email(subject: "Schöne Grüße"));

        var id = $"{AMessage.Reference.Text}@shop.example";
        Assert.Equal(new SendResult.Accepted(id), answer);
        var mail = Parsed(server);
        Assert.Equal(id, mail.MessageId);
        Assert.Equal(Given.Noon, mail.Date);
        Assert.Equal(("Café, \"Shop\"", "hello@shop.example"), (mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        Assert.Equal("anna@example.com", mail.To.Mailboxes.Single().Address);
        Assert.Equal("care@shop.example", mail.ReplyTo.Mailboxes.Single().Address);
        Assert.Equal("Schöne Grüße", mail.Subject);
        Assert.Equal("Come back.\n.\nReally.", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal("<p>Come back.</p>", mail.HtmlBody!.Trim());
        Assert.True(Assert.IsAssignableFrom<Multipart>(mail.Body).ContentType.IsMimeType("multipart", "alternative"));
        Assert.Null(mail.Headers[HeaderId.AutoSubmitted]);
    }

    [Fact]
    public async Task Send_LongWayOut_IsWrittenAsItIs()
    {
        await using var server = new ASmtpServer();
        var url = "https://go.example/u/" + new string('x', 300);

        await Send(Options(server), AMessage.Email() with { UnsubscribeUrl = url });

        Assert.Equal($"<{url}>", Parsed(server).Headers[HeaderId.ListUnsubscribe]!.Trim());
        Assert.Equal("List-Unsubscribe=One-Click", Parsed(server).Headers["List-Unsubscribe-Post"]);
        Assert.Contains($"<{url}>\r\n", Assert.Single(server.Messages), StringComparison.Ordinal);      // neither folded nor encoded
    }

    [Theory]
    [InlineData("Hi\r\nBcc: all@example.com", "anna@example.com")]
    [InlineData("Hi\nX-Evil: 1\n\n<script>", "anna@example.com")]
    public async Task Send_HostileSubject_StaysOneHeader(string subject, string to)
    {
        await using var server = new ASmtpServer();

        await Send(Options(server), AMessage.Email(to, subject));

        var mail = Parsed(server);
        Assert.Empty(mail.Bcc);
        Assert.Null(mail.Headers["X-Evil"]);
        Assert.Single(server.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("anna@example.com>\r\nRCPT TO:<bert@example.com")]
    [InlineData("anna@example.com, bert@example.com")]
    public async Task Send_NotOneAddress_IsDeadAndLeavesNothing(string to)
    {
        await using var server = new ASmtpServer();

        Assert.Equal("dead", InWords.Of(await Send(Options(server), AMessage.Email(to)), Given.Noon));
        Assert.Empty(server.Commands);
    }

    private static MimeMessage Parsed(ASmtpServer server) =>
        MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Assert.Single(server.Messages))));

    private static SmtpOptions Options(ASmtpServer server, SmtpSecurity security = SmtpSecurity.StartTls) =>
        new() { Host = "127.0.0.1", Port = server.Port, User = "shop", Password = "secret", Security = security };

    private Task<SendResult> Send(ASmtpServer server, SmtpSecurity security = SmtpSecurity.StartTls) => Send(Options(server, security));

    private Task<SendResult> Send(SmtpOptions options, OutboundMessage? message = null) =>
        new SmtpChannel(options, Email, _clock, NullLogger.Instance, Trusting).SendAsync(message ?? AMessage.Email(), CancellationToken.None);

    // The certificate of the test's server was made by itself.
    private static SmtpClient Trusting() => new() { ServerCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=localhost", CheckCertificateRevocation = false };
}
