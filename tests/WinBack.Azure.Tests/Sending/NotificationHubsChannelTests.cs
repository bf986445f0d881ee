using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.NotificationHubs;
using Microsoft.Azure.NotificationHubs.Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using WinBack.Azure.Sending;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

public sealed class NotificationHubsChannelTests
{
    private const string Expired = "The Push Notification System handle for the registration is expired";
    private const string Success = "The Notification was successfully sent to the Push Notification System";

    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly Mock<INotificationHubClient> _hub = new(MockBehavior.Strict);
    private readonly List<(Type Kind, string[] Handles)> _calls = [];

    public NotificationHubsChannelTests() => TestSend(false);

    public static TheoryData<HttpStatusCode, int?, string> Refusals => new()
    {
        { HttpStatusCode.BadRequest, null, "never" },                       // the payload, or a platform the hub has no credentials for
        { HttpStatusCode.Unauthorized, null, "in 900 s" },
        { HttpStatusCode.Forbidden, null, "in 900 s" },
        { HttpStatusCode.Forbidden, 30, "in 30 s" },                        // throttled: the hub says so by Retry-After
        { HttpStatusCode.NotFound, null, "in 900 s" },
        { HttpStatusCode.TooManyRequests, null, "in 60 s" },
        { HttpStatusCode.TooManyRequests, 5, "in 5 s" },
        { HttpStatusCode.RequestTimeout, null, "unknown" },
        { HttpStatusCode.InternalServerError, null, "unknown" },
        { HttpStatusCode.ServiceUnavailable, null, "unknown" },
    };

    public static TheoryData<string, string> Outcomes => new()
    {
        { Success, "accepted n1" },
        { "Success", "accepted n1" },
        { Expired, "dead" },
        { "The Push Notification System handle for the registration is invalid", "dead" },
        { "ExpiredChannel", "dead" },
        { "BadChannel", "dead" },
        { "Unregistered", "dead" },
        { "Throttled", "never" },
        { "InvalidCredentials", "never" },      // ours: the handle is as good as before
        { "UnknownError", "never" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Send_Refused_IsOneOfTheValues(HttpStatusCode status, int? retryAfter, string expected)
    {
        One().ThrowsAsync(Refusal(status, retryAfter));

        Assert.Equal(expected, InWords.Of(await Send(("f1", "fcm")), Given.Noon));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Send_OutcomeOfTheHandle_IsOneOfTheValues(string outcome, string expected)
    {
        TestSend(true);
        Answers(_ => outcome);

        Assert.Equal(expected, InWords.Of(await Send(("f1", "fcm")), Given.Noon));
    }

    [Fact]
    public async Task Send_NoConnection_IsUnavailable()
    {
        foreach (var failure in NoAnswer.NeverLeft.Append(Refusal(null, null, new SocketException((int)SocketError.ConnectionRefused))))
        {
            One().ThrowsAsync(failure);
            await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(("f1", "fcm")));
        }
    }

    [Fact]
    public async Task Send_NoAnswer_IsUnknown()
    {
        foreach (var failure in NoAnswer.Doubtful.Append(Refusal(null, null, new SocketException((int)SocketError.ConnectionReset))))
        {
            One().ThrowsAsync(failure);
            Assert.IsType<SendResult.Unknown>(await Send(("f1", "fcm")));
        }
    }

    // An empty 401 or 429 comes without its status: it is not taken for a refusal, nor for a proof that nothing left.
    [Fact]
    public async Task Send_ErrorWithoutAStatus_IsUnknown()
    {
        One().ThrowsAsync(Refusal(null, null));

        Assert.Equal("unknown", InWords.Of(await Send(("f1", "fcm")), Given.Noon));
    }

    [Fact]
    public async Task Send_SeveralDevices_CallsOnceForEachPlatform()
    {
        Answers();

        var answer = Assert.IsType<SendResult.Accepted>(await Send(("f1", "fcm"), ("a1", "apns"), ("f2", "fcm")));

        Assert.Equal(
            [(typeof(FcmV1Notification), "f1 f2"), (typeof(AppleNotification), "a1")],
            _calls.Select(call => (call.Kind, string.Join(' ', call.Handles))));
        Assert.Equal(new DeviceCount(3, 3), answer.Devices);
        Assert.Equal("n1 n2", answer.ProviderId);
    }

    [Fact]
    public async Task Send_SomeDevicesDead_IsTakenWithCountsAndNamesThem()
    {
        TestSend(true);
        Answers(handle => handle == "f2" ? Expired : Success);

        var answer = Assert.IsType<SendResult.Accepted>(await Send(("f1", "fcm"), ("f2", "fcm"), ("a1", "apns")));

        Assert.Equal(new DeviceCount(2, 3), answer.Devices);
        Assert.Equal(["f2"], answer.Dead);
    }

    [Fact]
    public async Task Send_EveryDeviceDead_IsForGoodAndSuppresses()
    {
        TestSend(true);
        Answers(_ => Expired);

        var answer = Assert.IsType<SendResult.RefusedForGood>(await Send(("f1", "fcm"), ("a1", "apns")));

        Assert.True(answer.Suppress);
    }

    [Fact]
    public async Task Send_OneDeadOthersRefused_IsForGoodAndNamesTheDead()
    {
        TestSend(true);
        Answers(handle => handle == "f1" ? Expired : "Throttled");

        var answer = Assert.IsType<SendResult.RefusedForGood>(await Send(("f1", "fcm"), ("a1", "apns")));

        Assert.False(answer.Suppress);
        Assert.Equal(["f1"], answer.Dead);
    }

    // Of two platforms: what the first answered, what the second did, and what that is worth together.
    [Theory]
    [InlineData("taken", "500", "accepted n1")]
    [InlineData("taken", "429", "accepted n1")]
    [InlineData("taken", "unreachable", "accepted n1")]
    [InlineData("400", "taken", "accepted n1")]
    [InlineData("unreachable", "taken", "accepted n1")]
    [InlineData("500", "429", "unknown")]           // sent again, the first could get it twice
    [InlineData("unreachable", "500", "unknown")]
    [InlineData("400", "429", "in 60 s")]
    [InlineData("unreachable", "429", "in 60 s")]
    [InlineData("400", "unreachable", "in 60 s")]
    [InlineData("400", "400", "never")]
    public async Task Send_TwoPlatforms_AreOneAnswer(string fcm, string apns, string expected)
    {
        _hub.Setup(hub => hub.SendDirectNotificationAsync(It.IsAny<FcmV1Notification>(), "f1", It.IsAny<CancellationToken>())).Returns(() => Played(fcm));
        _hub.Setup(hub => hub.SendDirectNotificationAsync(It.IsAny<AppleNotification>(), "a1", It.IsAny<CancellationToken>())).Returns(() => Played(apns));

        Assert.Equal(expected, InWords.Of(await Send(("f1", "fcm"), ("a1", "apns")), Given.Noon));
    }

    [Fact]
    public async Task Send_NoPlatformReachable_IsUnavailable()
    {
        One().Returns(() => Played("unreachable"));

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => Send(("f1", "fcm"), ("a1", "apns")));
    }

    [Fact]
    public async Task Send_UnknownPlatform_IsForGoodWithoutACall() => Assert.Equal("never", InWords.Of(await Send(("x1", "wns")), Given.Noon));

    [Fact]
    public async Task Send_Expired_IsForGoodWithoutACall() => Assert.Equal(
        "never", InWords.Of(await Channel().SendAsync(AMessage.Push(("f1", "fcm")) with { ExpiresAt = Given.Noon }, CancellationToken.None), Given.Noon));

    [Fact]
    public async Task Send_TooLongToFit_IsForGoodWithoutACall()
    {
        var message = AMessage.Push(("f1", "fcm"));
        var endless = message with { Content = message.Content with { DeepLink = "https://shop.example/" + new string('x', 5000) } };

        Assert.Equal("never", InWords.Of(await Channel().SendAsync(endless, CancellationToken.None), Given.Noon));
    }

    private NotificationHubsChannel Channel() => new(_hub.Object, "hub", _clock, NullLogger.Instance);

    private Task<SendResult> Send(params (string, string)[] devices) => Channel().SendAsync(AMessage.Push(devices), CancellationToken.None);

    private void TestSend(bool on) => _hub.Setup(hub => hub.EnableTestSend).Returns(on);

    private Moq.Language.Flow.ISetup<INotificationHubClient, Task<NotificationOutcome>> One() =>
        _hub.Setup(hub => hub.SendDirectNotificationAsync(It.IsAny<Notification>(), It.IsAny<string>(), It.IsAny<CancellationToken>()));

    private void Answers(Func<string, string>? outcome = null)
    {
        One().ReturnsAsync((Notification notification, string handle, CancellationToken _) => Noted(notification, outcome?.Invoke(handle), handle));
        _hub.Setup(hub => hub.SendDirectNotificationAsync(It.IsAny<Notification>(), It.IsAny<IList<string>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((Notification notification, IList<string> handles, CancellationToken _) => Noted(notification, null, [.. handles]));
    }

    private NotificationOutcome Noted(Notification notification, string? outcome, params string[] handles)
    {
        _calls.Add((notification.GetType(), handles));
        var answer = new NotificationOutcome { NotificationId = $"n{_calls.Count}" };
        if (outcome is not null)
        {
            Set(answer, nameof(NotificationOutcome.State), NotificationOutcomeState.DetailedStateAvailable);
            answer.Results = [new() { PnsHandle = handles[0], Outcome = outcome }];
        }

        return answer;
    }

    private static Task<NotificationOutcome> Played(string what) => what switch
    {
        "taken" => Task.FromResult(new NotificationOutcome { NotificationId = "n1" }),
        "unreachable" => Task.FromException<NotificationOutcome>(Refusal(null, null, new SocketException((int)SocketError.HostNotFound))),
        _ => Task.FromException<NotificationOutcome>(Refusal(Enum.Parse<HttpStatusCode>(what), null)),
    };

    // The SDK makes its exceptions itself; nobody else can by a constructor.
    private static MessagingException Refusal(HttpStatusCode? status, int? retryAfter, Exception? inner = null)
    {
        var refusal = (MessagingException)RuntimeHelpers.GetUninitializedObject(typeof(MessagingException));
        var detail = RuntimeHelpers.GetUninitializedObject(typeof(MessagingExceptionDetail));
        Set(detail, nameof(MessagingExceptionDetail.HttpStatusCode), status);
        Set(refusal, nameof(MessagingException.Detail), detail);
        if (retryAfter is { } seconds)
            Set(refusal, nameof(MessagingException.RetryAfter), TimeSpan.FromSeconds(seconds));
        typeof(Exception).GetField("_innerException", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(refusal, inner);
        return refusal;
    }

    private static void Set(object target, string property, object? value) =>
        target.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.GetSetMethod(nonPublic: true)!.Invoke(target, [value]);
}
