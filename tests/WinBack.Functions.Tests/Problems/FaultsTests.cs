using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using WinBack.Functions.Problems;
using Xunit;

namespace WinBack.Functions.Tests.Problems;

public sealed class FaultsTests
{
    // By this key the worker hands the request to middleware; see FunctionContextExtensions.GetHttpContext.
    private const string HttpContextKey = "HttpRequestContext";

    private readonly List<string> _logged = [];
    private readonly DefaultHttpContext _http = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };

    public FaultsTests() => _http.Response.Body = new MemoryStream();

    [Fact]
    public async Task Invoke_FunctionThrows_AnswersATraceIdAndNothingOfTheFault()
    {
        await InvokeAsync(_ => throw new InvalidOperationException("anna@example.com has no row"));

        var problem = Problem(500);
        Assert.Equal("The request failed; the log has more under this trace id.", problem.GetProperty("detail").GetString());
        Assert.Equal("PostEvents failed; answered with trace id " + problem.GetProperty("traceId").GetString(), Assert.Single(_logged));
        Assert.DoesNotContain("anna", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_FunctionThrowsAfterItBeganToAnswerInBuffers_AnswersOnlyTheProblem()
    {
        await InvokeAsync(_ =>
        {
            _http.Response.StatusCode = 202;
            _http.Response.Headers["x-half"] = "done";
            throw new InvalidOperationException();
        });

        Problem(500);
        Assert.False(_http.Response.Headers.ContainsKey("x-half"));
    }

    [Fact]
    public async Task Invoke_FaultOfTheCaller_KeepsItsStatusAndReasonAndIsNotLogged()
    {
        await InvokeAsync(_ => throw new BadHttpRequestException("The body is longer than 1 MiB.", 413));

        Assert.Equal("The body is longer than 1 MiB.", Problem(413).GetProperty("detail").GetString());
        Assert.Empty(_logged);
    }

    [Fact]
    public async Task Invoke_CallerHungUp_PassesTheCancellationOn()
    {
        _http.RequestAborted = new(canceled: true);
        await Assert.ThrowsAsync<OperationCanceledException>(() => InvokeAsync(_ => throw new OperationCanceledException()));
    }

    [Fact]
    public async Task Invoke_NoRequest_PassesTheFaultOn() =>   // the host counts and repeats timers and messages by it
        await Assert.ThrowsAsync<InvalidOperationException>(() => InvokeAsync(_ => throw new InvalidOperationException(), http: null));

    [Fact]
    public async Task Invoke_FunctionAnswers_ChangesNothing()
    {
        await InvokeAsync(_ => Task.CompletedTask);
        Assert.Equal((200, 0, 0), (_http.Response.StatusCode, (int)_http.Response.Body.Length, _logged.Count));
    }

    private Task InvokeAsync(FunctionExecutionDelegate function) => InvokeAsync(function, _http);

    private async Task InvokeAsync(FunctionExecutionDelegate function, HttpContext? http)
    {
        var definition = new Mock<FunctionDefinition>();
        definition.SetupGet(each => each.Name).Returns("PostEvents");
        var context = new Mock<FunctionContext>();
        context.SetupGet(each => each.Items).Returns(http is null ? new Dictionary<object, object>() : new() { [HttpContextKey] = http });
        context.SetupGet(each => each.FunctionDefinition).Returns(definition.Object);
        context.SetupGet(each => each.InvocationId).Returns("invocation-1");
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(new ListLogger(_logged)));
        await new Faults(logging.CreateLogger<Faults>()).Invoke(context.Object, function);
    }

    private JsonElement Problem(int status)
    {
        Assert.Equal((status, "application/problem+json"), (_http.Response.StatusCode, _http.Response.ContentType));
        _http.Response.Body.Position = 0;
        var problem = JsonDocument.Parse(_http.Response.Body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private sealed class ListLogger(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
