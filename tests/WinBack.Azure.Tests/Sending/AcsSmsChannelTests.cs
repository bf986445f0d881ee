using Azure;
using Azure.Communication.Sms;
using Azure.Communication.Sms.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using WinBack.Azure.Sending;
using WinBack.Core.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

public sealed class AcsSmsChannelTests
{
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly Mock<SmsClient> _client = new(MockBehavior.Strict);
    private (string From, string To, string Text, SmsSendOptions Options)? _sent;

    /// <summary>What the service says of the one recipient of a request that it took (202).</summary>
    public static TheoryData<int, bool, string?, string> PerRecipient => new()
    {
        { 202, true, null, "accepted m1" },
        { 400, false, "Invalid To phone number format.", "dead" },
        { 400, false, "The destination number does not exist", "dead" },
        { 400, false, "Unknown recipient", "dead" },
        { 400, false, "Recipient number is not supported by this sender.", "never" },   // about the two of them
        { 400, false, "To phone number of a country that is not enabled.", "never" },
        { 400, false, "The recipient list is too long.", "never" },
        { 400, false, "The destination number cannot be reached now.", "never" },
        { 400, false, "The sender's number is invalid.", "never" },
        { 400, false, "Invalid From phone number format.", "never" },               // ours: the person's number is as good as before
        { 400, false, null, "never" },
        { 400, false, "The recipient has opted out of messages from this number.", "dead" },
        { 403, false, "Sender blocked for given recipient", "dead" },               // as delivery reports say it
        { 401, false, null, "in 900 s" },
        { 403, false, "The account is not allowed to send.", "in 900 s" },
        { 404, false, "The sender does not belong to this resource.", "in 900 s" },
        { 429, false, null, "in 60 s" },
        { 408, false, null, "unknown" },
        { 409, false, null, "unknown" },
        { 500, false, "Internal error", "unknown" },                                // it may have gone on before it failed
        { 503, false, null, "unknown" },
        { 0, false, null, "unknown" },
    };

    /// <summary>What the service says of the whole request.</summary>
    public static TheoryData<int, string?, string?, string> OfTheRequest => new()
    {
        { 400, null, null, "never" },
        { 401, null, null, "in 900 s" },
        { 403, null, null, "in 900 s" },
        { 403, "Retry-After", "7", "in 7 s" },
        { 404, null, null, "in 900 s" },
        { 408, null, null, "unknown" },
        { 429, null, null, "in 60 s" },
        { 429, "Retry-After", "30", "in 30 s" },
        { 429, "Retry-After", "0", "in 1 s" },                                      // later than now, always
        { 429, "Retry-After", "999999999", "in 86400 s" },
        { 429, "Retry-After", "Tue, 24 Nov 2026 12:02:00 GMT", "in 120 s" },
        { 429, "Retry-After", "soon", "in 60 s" },
        { 429, "retry-after-ms", "1500", "in 1.5 s" },
        { 500, null, null, "unknown" },
        { 502, null, null, "unknown" },
        { 503, "Retry-After", "5", "unknown" },
    };

    [Theory]
    [MemberData(nameof(PerRecipient))]
    public async Task Send_AnswerForTheRecipient_IsOneOfTheValues(int status, bool successful, string? error, string expected)
    {
        Answers(SmsModelFactory.SmsSendResult("+4915112345678", successful ? "m1" : null, status, successful, error));

        Assert.Equal(expected, InWords.Of(await Send(), Given.Noon));
    }

    [Theory]
    [MemberData(nameof(OfTheRequest))]
    public async Task Send_RequestRefused_IsOneOfTheValues(int status, string? header, string? value, string expected)
    {
        Throws(new AnAnswer(status, header is null ? [] : [(header, value!)]).Thrown());

        Assert.Equal(expected, InWords.Of(await Send(), Given.Noon));
    }

    [Fact]
    public async Task Send_NoConnection_IsUnavailable()
    {
        foreach (var failure in NoAnswer.NeverLeft)
        {
            Throws(failure);
            await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send());
        }
    }

    [Fact]
    public async Task Send_NoAnswer_IsUnknown()
    {
        foreach (var failure in NoAnswer.Doubtful)
        {
            Throws(failure);
            Assert.IsType<SendResult.Unknown>(await Send());
        }
    }

    [Fact]
    public async Task Send_ArgumentTheClientRefuses_IsForGood()
    {
        Throws(new ArgumentException("too long", "message"));

        Assert.Equal("never", InWords.Of(await Send(), Given.Noon));
    }

    [Fact]
    public async Task Send_HostStopping_IsUnavailableWithoutACall()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(cancel: stopped.Token));     // a call would meet the strict mock
    }

    [Fact]
    public async Task Send_Message_AsksForADeliveryReportWithTheReference()
    {
        Answers(SmsModelFactory.SmsSendResult("+4915112345678", "m1", 202, true, null));

        await Send();

        Assert.Equal(("+18005550100", "+4915112345678", "Your basket is waiting."), (_sent!.Value.From, _sent.Value.To, _sent.Value.Text));
        Assert.True(_sent.Value.Options.EnableDeliveryReport);
        Assert.Equal(AMessage.Reference.Text, _sent.Value.Options.Tag);
    }

    [Theory]
    [InlineData("+4915112345678", "SHOP")]              // Germany
    [InlineData("+12015550123", "74655")]               // New Jersey
    [InlineData("+14165550123", "+18005550100")]        // Toronto: the same +1, another country
    [InlineData("+447400123456", "+18005550100")]
    [InlineData("+883510000000000", "+18005550100")]    // of no country
    public async Task Send_Number_ChoosesTheSenderOfItsCountry(string to, string from)
    {
        Answers(SmsModelFactory.SmsSendResult(to, "m1", 202, true, null));

        await Send(AMessage.Sms(to), new() { DefaultSender = "+18005550100", Senders = new Dictionary<string, string> { ["de"] = "SHOP", ["US"] = "74655" } });

        Assert.Equal(from, _sent!.Value.From);
    }

    [Fact]
    public async Task Send_CountryWithoutSender_IsForGoodWithoutACall() => Assert.Equal(
        "never", InWords.Of(await Send(AMessage.Sms("+447400123456"), new() { Senders = new Dictionary<string, string> { ["DE"] = "SHOP" } }), Given.Noon));

    [Fact]
    public async Task Send_NoPhoneNumber_IsDeadWithoutACall() => Assert.Equal("dead", InWords.Of(await Send(AMessage.Sms("call me")), Given.Noon));

    private Task<SendResult> Send(OutboundMessage? message = null, SmsOptions? options = null, CancellationToken cancel = default) =>
        new AcsSmsChannel(_client.Object, new(options ?? new() { DefaultSender = "+18005550100" }), "shop", _clock, NullLogger.Instance)
            .SendAsync(message ?? AMessage.Sms(), cancel);

    private void Answers(SmsSendResult result) => SetUp()
        .Callback((string from, string to, string text, SmsSendOptions options, CancellationToken _) => _sent = (from, to, text, options))
        .ReturnsAsync(Response.FromValue(result, new AnAnswer(202)));

    private void Throws(Exception failure) => SetUp().ThrowsAsync(failure);

    private Moq.Language.Flow.ISetup<SmsClient, Task<Response<SmsSendResult>>> SetUp() => _client.Setup(
        client => client.SendAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<SmsSendOptions>(), It.IsAny<CancellationToken>()));
}
