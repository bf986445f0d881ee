using Azure;
using Azure.Communication.Email;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using WinBack.Azure.Sending;
using WinBack.Core.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

public sealed class AcsEmailChannelTests
{
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly Mock<EmailClient> _client = new(MockBehavior.Strict);
    private readonly AcsOptions _acs = new() { Endpoint = new("https://shop.communication.azure.com") };
    private readonly EmailOptions _email = new() { From = "hello@shop.example", ReplyTo = "care@shop.example" };
    private (WaitUntil Wait, EmailMessage Mail, Guid Operation)? _sent;

    public static TheoryData<int, string?, string> OfTheRequest => new()
    {
        { 400, null, "never" },
        { 401, null, "in 900 s" },
        { 403, null, "in 900 s" },
        { 404, null, "in 900 s" },           // the domain is not linked
        { 409, null, "unknown" },            // the operation's id is known: an earlier request of ours was taken
        { 429, "42", "in 42 s" },
        { 429, "3600", "in 3600 s" },        // the hour is used up
        { 429, null, "in 60 s" },
        { 500, null, "unknown" },
        { 503, "5", "unknown" },
    };

    [Theory]
    [MemberData(nameof(OfTheRequest))]
    public async Task Send_RequestRefused_IsOneOfTheValues(int status, string? retryAfter, string expected)
    {
        Throws(new AnAnswer(status, retryAfter is null ? [] : [("Retry-After", retryAfter)]).Thrown());

        Assert.Equal(expected, InWords.Of(await Send(AMessage.Email()), Given.Noon));
    }

    [Fact]
    public async Task Send_NoConnection_IsUnavailable()
    {
        foreach (var failure in NoAnswer.NeverLeft)
        {
            Throws(failure);
            await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(AMessage.Email()));
        }
    }

    [Fact]
    public async Task Send_NoAnswer_IsUnknown()
    {
        foreach (var failure in NoAnswer.Doubtful)
        {
            Throws(failure);
            Assert.IsType<SendResult.Unknown>(await Send(AMessage.Email()));
        }
    }

    [Fact]
    public async Task Send_Message_StartsTheOperationOfTheAttemptAndAsksNothingMore()
    {
        Takes();

        var answer = await Send(AMessage.Email());

        Assert.Equal(new SendResult.Accepted("op-1"), answer);
        Assert.Equal((WaitUntil.Started, AMessage.Reference.ToGuid()), (_sent!.Value.Wait, _sent.Value.Operation));
        _client.Verify(
            client => client.SendAsync(It.IsAny<WaitUntil>(), It.IsAny<EmailMessage>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Once);
        _client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Send_Message_SaysAllThatItShould()
    {
        Takes();

        await Send(AMessage.Email());

        var mail = _sent!.Value.Mail;
        Assert.Equal("hello@shop.example", mail.SenderAddress);
        Assert.Equal("anna@example.com", Assert.Single(mail.Recipients.To).Address);
        Assert.Empty(mail.Recipients.CC.Concat(mail.Recipients.BCC));
        Assert.Equal(("We miss you", "Come back.\n.\nReally.", "<p>Come back.</p>"), (mail.Content.Subject, mail.Content.PlainText, mail.Content.Html));
        Assert.Equal("care@shop.example", Assert.Single(mail.ReplyTo).Address);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["List-Unsubscribe"] = "<https://go.example/u/AbC-123_x>",
                ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
            },
            mail.Headers);
        Assert.Null(mail.UserEngagementTrackingDisabled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_TrackingChosen_IsPassedOn(bool disabled)
    {
        Takes();
        _acs.UserEngagementTrackingDisabled = disabled;

        await Send(AMessage.Email());

        Assert.Equal(disabled, _sent!.Value.Mail.UserEngagementTrackingDisabled);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://go.example/u/1")]                   // RFC 8058 wants https
    [InlineData("/u/1")]
    [InlineData("mailto:stop@shop.example")]
    public async Task Send_NoWayOut_LeavesNothing(string? unsubscribe) =>
        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(AMessage.Email() with { UnsubscribeUrl = unsubscribe }));

    [Theory]
    [InlineData("https://go.example/u/1>\r\nBcc: all@example.com")]
    [InlineData("https://go.example/u/1>, <mailto:x@example.com")]
    public async Task Send_HostileWayOut_StaysOneAddress(string unsubscribe)
    {
        Takes();

        await Send(AMessage.Email() with { UnsubscribeUrl = unsubscribe });

        var header = _sent!.Value.Mail.Headers["List-Unsubscribe"];
        Assert.DoesNotContain(header, char.IsControl);
        Assert.Equal((1, 1), (header.Count(c => c == '<'), header.Count(c => c == '>')));
    }

    [Fact]
    public async Task Send_SubjectOfSeveralLines_BecomesOne()
    {
        Takes();

        await Send(AMessage.Email(subject: "Hi\r\nBcc: all@example.com"));

        Assert.Equal("Hi  Bcc: all@example.com", _sent!.Value.Mail.Content.Subject);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("anna@example.com, bert@example.com")]
    [InlineData("anna@example.com\r\nBcc: bert@example.com")]
    [InlineData("Anna <anna@example.com>")]
    [InlineData("<anna@example.com>")]
    [InlineData("<@evil.example:anna@example.com>")]
    [InlineData("")]
    public async Task Send_NotOneAddress_IsDeadWithoutACall(string to) => Assert.Equal("dead", InWords.Of(await Send(AMessage.Email(to)), Given.Noon));

    private Task<SendResult> Send(OutboundMessage message) =>
        new AcsEmailChannel(_client.Object, _email, _acs, _clock, NullLogger.Instance).SendAsync(message, CancellationToken.None);

    private void Takes() => SetUp()
        .Callback((WaitUntil wait, EmailMessage mail, Guid operation, CancellationToken _) => _sent = (wait, mail, operation))
        .ReturnsAsync(Mock.Of<EmailSendOperation>(operation => operation.Id == "op-1"));

    private void Throws(Exception failure) => SetUp().ThrowsAsync(failure);

    private Moq.Language.Flow.ISetup<EmailClient, Task<EmailSendOperation>> SetUp() => _client.Setup(
        client => client.SendAsync(It.IsAny<WaitUntil>(), It.IsAny<EmailMessage>(), It.IsAny<Guid>(), It.IsAny<CancellationToken>()));
}
