using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Azure.NotificationHubs;
using Microsoft.Azure.NotificationHubs.Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using WinBack.Azure.Outcomes;
using WinBack.Storage.Outcomes;
using Xunit;

namespace WinBack.Azure.Tests.Outcomes;

/// <summary>Listing and entries as the service documents them (rest/api/notificationhubs/get-pns-feedback).</summary>
public sealed class HubFeedbackTests : IDisposable
{
    private const string Container = "https://pushpnsfb1.blob.core.windows.net/00000000002001061088";
    private const string Sas = "sv=2014-02-14&sr=c&sig=a%2Bb%3D&sp=rl";

    private static readonly DateTimeOffset At = new(2026, 11, 27, 20, 47, 10, TimeSpan.Zero);

    private readonly Mock<INotificationHubClient> _hub = new(MockBehavior.Strict);
    private readonly ABlobService _blobs = new();
    private readonly HttpClient _http;

    public HubFeedbackTests()
    {
        _http = new(_blobs);
        _hub.Setup(hub => hub.GetFeedbackContainerUriAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new Uri($"{Container}?{Sas}"));
    }

    private HubFeedback Feedback => new(_hub.Object, _http, NullLogger.Instance);

    public static TheoryData<string, int> Encodings => new() { { "utf-8", 0 }, { "utf-16", 0 }, { "utf-16BE", 0 }, { "utf-16", 2 } };

    public static TheoryData<string, bool> Errors => new()
    {
        { "ExpiredChannel", true },
        { "BadChannel", true },
        { "InvalidToken", true },
        { "WrongToken", false },              // also what a hub with another app's or the test environment's credentials is told
        { "UnknownError", false },
        { "InvalidCredentials", false },
        { "PnsUnreachable", false },
        { "PnsThrottled", false },
        { "Dropped", false },
    };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task List_Pages_AreFollowedToTheirEnd()
    {
        _blobs.Pages = [Listing("2!92", Blob("11262026", 7150, "e1")), Listing("", Blob("11272026", 10, "e2"), "<Blob><Name>broken</Name></Blob>")];

        var files = await Feedback.ListAsync();

        Assert.Equal([("11262026", "e1", 7150L), ("11272026", "e2", 10L)], files.Select(each => (each.Name, each.ETag, each.Length)));
        Assert.Equal(new(2026, 11, 27, 20, 57, 7, TimeSpan.Zero), files[0].ChangedAt);
        Assert.Equal($"{Container}/11262026?{Sas}", files[0].Address.AbsoluteUri);
        Assert.Equal([$"{Container}?{Sas}&restype=container&comp=list", $"{Container}?{Sas}&restype=container&comp=list&marker=2%2192"], _blobs.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]        // another tier than Standard
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task List_NotGiven_IsEmpty(HttpStatusCode status)
    {
        _hub.Setup(hub => hub.GetFeedbackContainerUriAsync(It.IsAny<CancellationToken>())).ThrowsAsync(Refusal(status));
        Assert.Empty(await Feedback.ListAsync());
    }

    [Fact]
    public async Task List_Fault_IsOne()
    {
        _hub.Setup(hub => hub.GetFeedbackContainerUriAsync(It.IsAny<CancellationToken>())).ThrowsAsync(Refusal(HttpStatusCode.InternalServerError));
        await Assert.ThrowsAnyAsync<MessagingException>(() => Feedback.ListAsync());
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Read_Entries_WhateverTheirEncoding(string encoding, int junk)
    {
        var text = Encoding.GetEncoding(encoding);
        _blobs.Content = [.. new byte[junk], .. text.GetPreamble(), .. text.GetBytes(Entry("h1", "ExpiredChannel", "n1")), .. text.GetPreamble(), .. text.GetBytes(Entry("h2", "ExpiredChannel", null))];

        var slice = await Feedback.ReadAsync(File(), 0);

        Assert.Equal([new("h1", "n1", At), new("h2", null, At)], slice.Dead);
        Assert.Equal((0, (long)_blobs.Content.Length), (slice.Malformed, slice.Next));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Read_Error_IsDeathOnlyWhereTheHandleIsToBlame(string error, bool dead)
    {
        _blobs.Content = Encoding.Unicode.GetBytes(Entry("h1", error, "n1"));
        Assert.Equal(dead, (await Feedback.ReadAsync(File(), 0)).Dead.Count == 1);
    }

    [Fact]
    public async Task Read_FromWhereItEnded_LeavesTheUnfinishedForLater()
    {
        var (first, second) = (Encoding.Unicode.GetBytes(Entry("h1", "ExpiredChannel", "n1")), Encoding.Unicode.GetBytes(Entry("h2", "ExpiredChannel", "n2")));
        _blobs.Content = [.. first, .. second[..100]];
        Assert.Equal(first.Length, (await Feedback.ReadAsync(File(), 0)).Next);
        Assert.Equal(first.Length, (await Feedback.ReadAsync(File(), first.Length)).Next);

        _blobs.Content = [.. first, .. second];
        Assert.Equal("h2", Assert.Single((await Feedback.ReadAsync(File(), first.Length)).Dead).Handle);
        Assert.Equal($"bytes={first.Length}-{first.Length + PnsFeedback.SliceBytes - 1}", _blobs.Ranges[^1]);
    }

    [Fact]
    public async Task Read_Malformed_IsCountedAndPassedOver()
    {
        string[] bad =
        [
            "<PnsFeedback><PnsHandle>h</PnsFeedback>", "<PnsFeedback></PnsFeedback>", "</PnsFeedback>", Entry("", "ExpiredChannel", "n"),
            Entry("h", "ExpiredChannel", "n").Replace("2026-11-27T20:47:10Z", "yesterday", StringComparison.Ordinal), Entry(new string('h', 5000), "ExpiredChannel", "n"),
            """<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><PnsFeedback><PnsHandle>&y;</PnsHandle></PnsFeedback>""",
        ];
        _blobs.Content = Encoding.UTF8.GetBytes(string.Concat(bad) + Entry("h2", "ExpiredChannel", "n2"));

        var slice = await Feedback.ReadAsync(File(), 0);

        Assert.Equal(bad.Length, slice.Malformed);
        Assert.Equal("h2", Assert.Single(slice.Dead).Handle);
    }

    [Fact]
    public async Task Read_NothingButNoise_GoesOnAndEnds()
    {
        _blobs.Content = new byte[PnsFeedback.SliceBytes + 10];
        var slice = await Feedback.ReadAsync(File(), 0);
        Assert.Equal((1, (long)PnsFeedback.SliceBytes), (slice.Malformed, slice.Next));
        Assert.Equal(slice.Next, (await Feedback.ReadAsync(File(), slice.Next)).Next);
    }

    [Fact]
    public async Task Read_BehindTheEnd_IsNothing() => Assert.Equal(50, (await Feedback.ReadAsync(File(), 50)).Next);

    private static FeedbackFile File() => new("11272026", "e", 0, At, new($"{Container}/11272026?{Sas}"));

    private static string Entry(string handle, string error, string? id) => $"""
        <?xml version="1.0" encoding="utf-16"?>
        <PnsFeedback xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">
          <FeedbackTime>2026-11-27T20:47:10Z</FeedbackTime>
          <NotificationSystemError>{error}</NotificationSystemError>
          <Platform>fcmv1</Platform>
          <PnsHandle>{handle}</PnsHandle>
          {(id is null ? "" : $"<NotificationId>{id}</NotificationId>")}
        </PnsFeedback>
        """;

    private static string Blob(string name, int length, string etag) =>
        $"<Blob><Name>{name}</Name><Properties><Last-Modified>Fri, 27 Nov 2026 20:57:07 GMT</Last-Modified><Etag>{etag}</Etag><Content-Length>{length}</Content-Length></Properties></Blob>";

    private static string Listing(string next, params string[] blobs) =>
        $"""<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="00000000002001061088"><Blobs>{string.Concat(blobs)}</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>""";

    // The SDK makes these by itself only.
    private static MessagingException Refusal(HttpStatusCode status)
    {
        var detail = (MessagingExceptionDetail)RuntimeHelpers.GetUninitializedObject(typeof(MessagingExceptionDetail));
        Set(detail, "HttpStatusCode", (HttpStatusCode?)status);
        var refusal = (MessagingException)RuntimeHelpers.GetUninitializedObject(typeof(MessagingException));
        Set(refusal, "Detail", detail);
        return refusal;
    }

    private static void Set(object of, string property, object? value) => of.GetType().GetProperty(property)!.GetSetMethod(nonPublic: true)!.Invoke(of, [value]);

    private sealed class ABlobService : HttpMessageHandler
    {
        public string[] Pages { get; set; } = [];

        public byte[] Content { get; set; } = [];

        public List<string> Asked { get; } = [];

        public List<string> Ranges { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsoluteUri);
            if (request.RequestUri.Query.Contains("comp=list", StringComparison.Ordinal))
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Pages[Asked.Count - 1]) });
            Ranges.Add(request.Headers.Range!.ToString());
            var range = request.Headers.Range.Ranges.Single();
            return Task.FromResult(range.From >= Content.Length
                ? new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable)
                : new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(Content[(int)range.From!..(int)Math.Min(range.To!.Value + 1, Content.Length)]) });
        }
    }
}
