using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using WinBack.Local.Hosting;
using Xunit;

namespace WinBack.Local.Tests.Hosting;

/// <summary>HTTP functions over a real socket.</summary>
public sealed class HttpFunctionTests : IAsyncLifetime, IDisposable
{
    private readonly Diary _diary = new();
    private readonly HttpClient _client = new();
    private LocalHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = LocalHost.Build(HostFixture.Options(_diary, [typeof(SampleHttp), typeof(SampleScoped)]) with { MaxRequestBytes = 1000 });
        _client.BaseAddress = new Uri(await _host.ListenAsync(), "api/");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Listen_PortZero_FindsAFreePortOnLoopback()
    {
        await using var second = LocalHost.Build(HostFixture.Options(_diary, [typeof(SampleHttp)]));

        var address = await second.ListenAsync();

        Assert.Equal("127.0.0.1", address.Host);
        Assert.NotEqual(_client.BaseAddress!.Port, address.Port);
    }

    [Fact]
    public async Task Get_RouteParameters_AreBoundByName() =>
        Assert.Equal("GET Ada x3", await _client.GetStringAsync("greet/Ada/3"));

    [Fact]
    public async Task Get_SegmentAgainstItsConstraint_IsNotFound()
    {
        using var answer = await _client.GetAsync("greet/Ada/often");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await AssertProblemAsync(answer, 404);
    }

    [Fact]
    public async Task Post_JsonBody_IsBoundAndAnsweredWithTheResult()
    {
        using var answer = await _client.PostAsJsonAsync("post", new Greeting("Ada", 2));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(new Greeting("Ada", 2), await answer.Content.ReadFromJsonAsync<Greeting>());
        Assert.Equal(["Post Ada True"], _diary.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"name\":\"Ada\",\"times\":\"often\"}")]
    [InlineData("{\"name\":")]
    public async Task Post_BodyThatDoesNotFit_IsRefusedBeforeTheFunctionRuns(string body)
    {
        using var content = new StringContent(body);
        using var answer = await _client.PostAsync("post", content);

        await AssertProblemAsync(answer, 400);
        Assert.Empty(_diary.Lines);
    }

    [Fact]
    public async Task Post_LargerThanTheLimit_IsRefusedWith413()
    {
        using var content = new StringContent(JsonSerializer.Serialize(new Greeting(new string('a', 2000), 1)));
        using var answer = await _client.PostAsync("post", content);

        await AssertProblemAsync(answer, 413);
    }

    [Fact]
    public async Task Get_MethodThatTheFunctionDoesNotTake_IsRefusedWith405()
    {
        using var answer = await _client.GetAsync("post");

        await AssertProblemAsync(answer, 405);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task Send_FunctionWithoutMethods_TakesAny(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "Plain");
        using var answer = await _client.SendAsync(request);

        Assert.Equal($"plain {method}", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("json", -1)]
    [InlineData("json/7", 7)]
    public async Task Get_OptionalSegment_MayBeAbsent(string path, int times)
    {
        using var answer = await _client.GetAsync(path);

        Assert.Equal(new Greeting("Ada", times), await answer.Content.ReadFromJsonAsync<Greeting>());
        Assert.Equal("yes", answer.Headers.GetValues("x-seen").Single());
    }

    [Fact]
    public async Task Get_SegmentThatIsNoNumber_IsTheCallersFault()
    {
        using var answer = await _client.GetAsync("json/many");

        await AssertProblemAsync(answer, 400);
    }

    [Fact]
    public async Task Delete_FunctionWithoutResult_KeepsTheStatusItSet()
    {
        using var answer = await _client.DeleteAsync("Nothing");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task Get_FunctionThatAnswersNotFound_KeepsItsOwnAnswer()
    {
        using var answer = await _client.GetAsync("Missing");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Fails")]
    [InlineData("FailsInScope")]   // its scope of services is gone when the answer is written
    public async Task Get_FunctionThatThrows_TellsATraceIdAndNothingElse(string function)
    {
        using var answer = await _client.GetAsync(function);

        var problem = await AssertProblemAsync(answer, 500);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ScopedDependency_IsTheRequestsAndEndsAfterTheAnswer()
    {
        using var answer = await _client.GetAsync("InScope");

        Assert.Equal(["same scope True", "scope ended"], _diary.Lines);
    }

    [Fact]
    public async Task Get_WithMiddleware_RunsItAroundTheFunctionInOrder()
    {
        await using var host = LocalHost.Build(HostFixture.Options(_diary, [typeof(SampleScoped)], configure: worker =>
        {
            worker.UseMiddleware(async (context, next) =>
            {
                _diary.Write($"before {context.FunctionDefinition.Name}");
                await next();
                _diary.Write("after");
            });
            worker.UseMiddleware((_, next) =>
            {
                _diary.Write("inner");
                return next();
            });
        }));
        using var client = new HttpClient { BaseAddress = await host.ListenAsync() };

        await client.GetStringAsync("api/InScope");

        Assert.Equal(["before InScope", "inner", "same scope True", "after", "scope ended"], _diary.Lines);
    }

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
