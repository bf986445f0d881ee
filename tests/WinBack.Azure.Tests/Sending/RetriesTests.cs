using Azure.Communication.Email;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using WinBack.Azure.Sending;
using Xunit;

namespace WinBack.Azure.Tests.Sending;

/// <summary>A message that may have left is never sent again, not even by an SDK that means well.</summary>
public sealed class RetriesTests
{
    public static TheoryData<ClientOptions> Options => [AzureClients.WithoutRetries(new SmsClientOptions()), AzureClients.WithoutRetries(new EmailClientOptions())];

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Pipeline_ProviderBusy_CallsOnce(ClientOptions options)
    {
        var calls = await CallsAsync(options, () => new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable));

        Assert.Equal(1, calls);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Pipeline_ConnectionBreaks_CallsOnce(ClientOptions options)
    {
        var calls = await CallsAsync(options, () => throw new HttpRequestException("broken", new IOException()));

        Assert.Equal(1, calls);
    }

    [Fact]
    public void Hub_Settings_AllowNoRetry() => Assert.Equal(0, AzureClients.HubSettings().RetryOptions.MaxRetries);

    private static async Task<int> CallsAsync(ClientOptions options, Func<HttpResponseMessage> answer)
    {
        var calls = 0;
        options.Transport = new HttpClientTransport(new Counting(() =>
        {
            calls++;
            return answer();
        }));
        var pipeline = HttpPipelineBuilder.Build(options);
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new("https://shop.communication.azure.com/sms"));
        try
        {
            await pipeline.SendAsync(message, CancellationToken.None);
        }
        catch (global::Azure.RequestFailedException)
        {
            // The broken connection.
        }

        return calls;
    }

    private sealed class Counting(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
