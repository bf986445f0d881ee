using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WinBack.Local.Tests.Hosting;

/// <summary>What the sample functions did, in order.</summary>
public sealed class Diary
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void Write(string line)
    {
        lock (_gate)
            _lines.Add(line);
    }
}

public sealed record Greeting(string Name, int Times);

/// <summary>HTTP functions of every shape that the host binds.</summary>
public sealed class SampleHttp(Diary diary)
{
    [Function("Greet")]
    public static IResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}/{times:int}")] HttpRequest request, string name, int times) =>
        Results.Text($"{request.Method} {name} x{times}");

    [Function("Post")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "post")] HttpRequest request, [FromBody] Greeting greeting, FunctionContext context, CancellationToken cancel)
    {
        await Task.Yield();
        cancel.ThrowIfCancellationRequested();
        diary.Write($"{context.FunctionDefinition.Name} {greeting.Name} {ReferenceEquals(context.GetHttpContext(), request.HttpContext)}");
        return Results.Accepted(value: greeting);
    }

    [Function("Plain")]
    public static string Plain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => $"plain {request.Method}";

    [Function("Json")]
    public static Task<Greeting> Json([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "json/{times?}")] HttpRequest request, int? times)
    {
        request.HttpContext.Response.Headers["x-seen"] = "yes";
        return Task.FromResult(new Greeting("Ada", times ?? -1));
    }

    [Function("Nothing")]
    public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "delete")] HttpRequest request) =>
        request.HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;

    [Function("Missing")]
    public static IResult Missing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.NotFound();

    [Function("Fails")]
    public static IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("the secret of " + request.Path);

    [Function("Guarded")]
    public static string Guarded([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => "let in";
}

/// <summary>Timers that tick at the same instants, to show the order.</summary>
public sealed class SampleTimers(Diary diary, TimeProvider clock)
{
    [Function("Hourly")]
    public void Hourly([TimerTrigger("0 0 * * * *")] TimerInfo tick) => diary.Write($"{clock.GetUtcNow():HH:mm} Hourly{(tick.IsPastDue ? " late" : "")}");

    [Function("Daily")]
    public Task DailyAsync([TimerTrigger("%Sample:Daily%")] TimerInfo tick)
    {
        diary.Write($"{clock.GetUtcNow():HH:mm} Daily last {tick.ScheduleStatus!.Last:HH:mm} next {tick.ScheduleStatus.Next:dd HH:mm}");
        return Task.CompletedTask;
    }
}

/// <summary>A dependency that tells when its scope ends.</summary>
public sealed class Scoped(Diary diary) : IDisposable
{
    public void Dispose() => diary.Write("scope ended");
}

public sealed class SampleScoped(Scoped scoped, Diary diary)
{
    [Function("InScope")]
    public IResult InScope([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        diary.Write($"same scope {ReferenceEquals(scoped, request.HttpContext.RequestServices.GetService(typeof(Scoped)))}");
        return Results.Text("done");
    }

    [Function("FailsInScope")]
    public IResult FailsInScope([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"{scoped} of {request.Path}");
}
