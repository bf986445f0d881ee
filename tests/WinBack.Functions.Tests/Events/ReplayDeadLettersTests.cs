using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WinBack.Core.Events;
using WinBack.Functions.Events;
using WinBack.Storage.Users;
using Xunit;

namespace WinBack.Functions.Tests.Events;

public sealed class ReplayDeadLettersTests
{
    [Fact]
    public async Task Post_QueueFailsInTheMiddle_Is503WithWhatWasPutBack()
    {
        var (status, answer) = await PostAsync(() => throw new QueueUnavailableException("the lock ran out") { Done = 17 });

        Assert.Equal(503, status);
        Assert.Equal(("events", 17), (answer.GetProperty("queue").GetString(), answer.GetProperty("replayed").GetInt32()));
        Assert.StartsWith("17 were put back", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(99, false)]
    public async Task Post_Replayed_SaysHowManyAndWhetherThereMayBeMore(int replayed, bool mayHaveMore)
    {
        var (status, answer) = await PostAsync(() => replayed);

        Assert.Equal(200, status);
        Assert.Equal((replayed, mayHaveMore), (answer.GetProperty("replayed").GetInt32(), answer.GetProperty("mayHaveMore").GetBoolean()));
    }

    private static async Task<(int Status, JsonElement Answer)> PostAsync(Func<int> replay)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Response.Body = body;
        var function = new ReplayDeadLetters(new IngestOptions(), NullLogger<ReplayDeadLetters>.Instance, new Letters(replay));
        await (await function.RunAsync(http.Request, CancellationToken.None)).ExecuteAsync(http);
        return (http.Response.StatusCode, JsonDocument.Parse(body.ToArray()).RootElement);
    }

    private sealed class Letters(Func<int> replay) : IDeadLetters
    {
        public Task<int> ReplayAsync(string queue, int most, CancellationToken cancel) => Task.FromResult(replay());

        public Task<int> CountAsync(string queue, int most, CancellationToken cancel) => throw new NotSupportedException();
    }
}
