using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Core.Sending;
using WinBack.Core.Users;
using WinBack.Functions.Sending;
using WinBack.Storage.Sending;
using WinBack.TestKit.World;
using Xunit;

namespace WinBack.Functions.Tests.Sending;

public sealed class OptOutProofTests : IDisposable
{
    private const string Page = """<form method="post"><button>Yes</button></form>""";

    private readonly AWorld _world = new();
    private readonly Answering _site = new();
    private readonly HttpClient _http;

    public OptOutProofTests() => _http = new(_site);

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task WhyNot_PageAsksAndPostSuppresses_Works()
    {
        Works();
        Assert.Null(await WhyNotAsync());
        Assert.Equal(["GET", "POST"], _site.Asked);
    }

    [Fact]
    public async Task WhyNot_FoundToWork_AsksAgainAfterAnHour()
    {
        Works();
        using var proof = Proof();
        await proof.WhyNotAsync(Channel.Email);
        _world.Clock.Advance(TimeSpan.FromMinutes(59));
        await proof.WhyNotAsync(Channel.Email);
        Assert.Equal(2, _site.Asked.Count);

        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await proof.WhyNotAsync(Channel.Email);
        Assert.Equal(4, _site.Asked.Count);
    }

    [Fact]
    public async Task WhyNot_FailedBefore_WorksOnceItIsMended()
    {
        _site.Answer = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway));
        using var proof = Proof();
        Assert.Contains("502", await proof.WhyNotAsync(Channel.Email), StringComparison.Ordinal);

        Works();
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await proof.WhyNotAsync(Channel.Email));
    }

    [Fact]
    public async Task WhyNot_SomebodyElsesPage_Fails()
    {
        _site.Answer = _ => Task.FromResult(new HttpResponseMessage { Content = new StringContent("Welcome to nginx!") });
        Assert.Contains("is not ours", await WhyNotAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhyNot_PostRefused_Fails()
    {
        _site.Answer = request => Task.FromResult(new HttpResponseMessage(request.Method == HttpMethod.Post ? HttpStatusCode.Forbidden : HttpStatusCode.OK) { Content = new StringContent(Page) });
        Assert.Contains("403", await WhyNotAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhyNot_NothingSuppressedHere_Fails()
    {
        _site.Answer = _ => Task.FromResult(new HttpResponseMessage { Content = new StringContent(Page) });
        Assert.Contains("another deployment", await WhyNotAsync(), StringComparison.Ordinal);
    }

    // What an earlier proof suppressed must not stand in for what this one did not.
    [Fact]
    public async Task WhyNot_WorkedBeforeAndNoMore_Fails()
    {
        Works();
        using var proof = Proof();
        Assert.Null(await proof.WhyNotAsync(Channel.Email));
        _world.Clock.Advance(TimeSpan.FromHours(1));
        _site.Answer = _ => Task.FromResult(new HttpResponseMessage { Content = new StringContent(Page) });

        Assert.Contains("another deployment", await proof.WhyNotAsync(Channel.Email), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhyNot_SmsWithFeedbackOff_NamesTheSetting()
    {
        using var proof = Proof(new() { ["ServiceBus"] = "Endpoint=x", ["AzureWebJobs.ReceiveFeedback.Disabled"] = "true" });
        Assert.Contains("ReceiveFeedback", await proof.WhyNotAsync(Channel.Sms), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhyNot_Unreachable_Fails()
    {
        _site.Answer = _ => throw new HttpRequestException("no such host");
        Assert.Contains("cannot be reached", await WhyNotAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhyNot_NoPublicAddress_NamesTheSetting()
    {
        _world.Links.BaseUrl = null;
        Assert.Contains("Links:BaseUrl", await WhyNotAsync(), StringComparison.Ordinal);
        Assert.Empty(_site.Asked);
    }

    [Theory]
    [InlineData("ServiceBus:fullyQualifiedNamespace", true)]
    [InlineData("ServiceBus", true)]
    [InlineData("Other", false)]
    public async Task WhyNot_Sms_NeedsAnEarForStop(string setting, bool works)
    {
        using var proof = Proof(new() { [setting] = "winback.servicebus.windows.net" });
        Assert.Equal(works, await proof.WhyNotAsync(Channel.Sms) is null);
    }

    [Fact]
    public async Task Send_WayOutFails_NothingLeaves()
    {
        _site.Answer = _ => throw new HttpRequestException("no such host");
        using var proof = Proof();
        var channel = new GuardedChannel(new ProviderChannel(Channel.Email, _world.Provider), proof);

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => channel.SendAsync(null!, CancellationToken.None));
        Assert.Empty(_world.Provider.Calls);
    }

    private void Works() => _site.Answer = async request =>
    {
        var token = request.RequestUri!.Segments[^1];
        Assert.True(new LinkTokens(_world.Links).TryReadOptOut(token, out var link));
        if (request.Method == HttpMethod.Post)
            await _world.OptOuts.StopAsync(link.Channel, link.Address, "unsubscribe", _world.Now, _world.Sequences);
        return new() { Content = new StringContent(Page) };
    };

    private async Task<string?> WhyNotAsync()
    {
        using var proof = Proof();
        return await proof.WhyNotAsync(Channel.Email);
    }

    private OptOutProof Proof(Dictionary<string, string?>? settings = null) => new(
        new(_world.Links, _world.Email, new(_world.Links), _world.Hasher), _world.Suppressions,
        new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build(), _http, _world.Clock, NullLogger<OptOutProof>.Instance);

    private sealed class Answering : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public Func<HttpRequestMessage, Task<HttpResponseMessage>> Answer { get; set; } = _ => throw new InvalidOperationException("The test says no answer.");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.Method.Method);
            return Answer(request);
        }
    }
}
