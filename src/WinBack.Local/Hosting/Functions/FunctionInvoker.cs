using System.Buffers.Binary;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using WinBack.Local.Durable;

namespace WinBack.Local.Hosting.Functions;

/// <summary>Runs functions: middleware around, a scope of services within, one delegate call at the centre.</summary>
internal sealed class FunctionInvoker : IOrchestratorInvoker, IActivityInvoker
{
    private readonly Dictionary<string, LocalFunction> _byName;
    private readonly FunctionExecutionDelegate _pipeline;
    private readonly long _origin;
    private long _invocations;

    /// <param name="functions">All functions of the app.</param>
    /// <param name="middleware">The app's middleware, complete.</param>
    /// <param name="services">Root of the scopes.</param>
    /// <param name="converter">Activity inputs and all durable outputs; the durable engine's own.</param>
    /// <param name="clock">Its instant at the start is part of the invocation ids: unique on a real clock, the same each time on a virtual one.</param>
    public FunctionInvoker(
        IEnumerable<LocalFunction> functions, WorkerPipeline middleware, IServiceProvider services, DataConverter converter, TimeProvider clock)
    {
        _byName = functions.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
        _pipeline = middleware.Build(CallAsync);
        _origin = clock.GetUtcNow().UtcTicks;
        Scopes = services.GetRequiredService<IServiceScopeFactory>();
        Converter = converter;
    }

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<LocalFunction> Functions => _byName.Values;

    public IServiceScopeFactory Scopes { get; }

    public DataConverter Converter { get; }

    /// <summary>Answers a request with a function; the answer is not yet written when this returns.</summary>
    /// <returns>What the function returned.</returns>
    public async Task<LocalFunctionContext> InvokeHttpAsync(LocalFunction function, HttpContext http, Func<LocalFunctionContext, ValueTask<object?>>? readBody)
    {
        var context = new LocalFunctionContext(this, function, NextNumber(), http.RequestAborted) { Http = http };
        http.Features.Set<IServiceProvidersFeature>(context);
        try
        {
            if (readBody is not null)
                context.Body = await readBody(context);
            await _pipeline(context);
            return context;
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a timer function.</summary>
    public async Task InvokeTimerAsync(LocalFunction function, TimerInfo tick, CancellationToken cancel)
    {
        await using var context = new LocalFunctionContext(this, function, NextNumber(), cancel) { Timer = tick };
        await _pipeline(context);
    }

    /// <summary>Runs a queue function on what was delivered.</summary>
    public async Task InvokeQueueAsync(LocalFunction function, ServiceBusReceivedMessage[] messages, ServiceBusMessageActions actions, CancellationToken cancel)
    {
        await using var context = new LocalFunctionContext(this, function, NextNumber(), cancel) { Messages = messages, MessageActions = actions };
        await _pipeline(context);
    }

    async Task<string?> IActivityInvoker.InvokeAsync(string name, string instanceId, string? input, CancellationToken cancel)
    {
        var function = Find<FunctionTrigger.Activity>(name);
        await using var context = new LocalFunctionContext(this, function, NextNumber(), cancel) { ActivityJson = input };
        await _pipeline(context);
        return Converter.Serialize(context.Result);
    }

    async Task<string?> IOrchestratorInvoker.RunAsync(string name, TaskOrchestrationContext orchestration)
    {
        var function = Find<FunctionTrigger.Orchestration>(name);
        await using var context = new LocalFunctionContext(this, function, NextNumber(), CancellationToken.None) { Orchestration = orchestration };
        await _pipeline(context);
        return Converter.Serialize(context.Result);
    }

    internal string InvocationId(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, _origin);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static async Task CallAsync(FunctionContext context)
    {
        var local = (LocalFunctionContext)context;
        local.Result = await local.Function.Call(local);
    }

    private LocalFunction Find<TTrigger>(string name)
        where TTrigger : FunctionTrigger =>
        _byName.TryGetValue(name, out var function) && function.Trigger is TTrigger
            ? function
            : throw new InvalidOperationException($"The app has no {typeof(TTrigger).Name.ToLowerInvariant()} function named {name}.");

    private long NextNumber() => Interlocked.Increment(ref _invocations);
}
