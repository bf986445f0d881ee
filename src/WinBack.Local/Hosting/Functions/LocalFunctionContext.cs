using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace WinBack.Local.Hosting.Functions;

/// <summary>
/// One invocation: what the function and the middleware see of it, and what the parameters are bound from. Parts that few functions
/// look at, the scope included, are made when first asked for.
/// </summary>
internal sealed class LocalFunctionContext(FunctionInvoker invoker, LocalFunction function, long number, CancellationToken cancel)
    : FunctionContext, IServiceProvidersFeature, IAsyncDisposable
{
    // The key under which the worker keeps the request, so that GetHttpContext() of either package finds it.
    private const string HttpContextKey = "HttpRequestContext";

    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;
    private List<IAsyncDisposable>? _owned;
    private InvocationFeatures? _features;
    private LocalTraceContext? _trace;
    private LocalBindingContext? _binding;

    public LocalFunction Function => function;

    /// <summary>The request, for functions with an HTTP trigger only.</summary>
    public HttpContext? Http { get; init; }

    /// <summary>The tick, for functions with a timer trigger only.</summary>
    public TimerInfo? Timer { get; init; }

    /// <summary>What was delivered, for functions with a queue trigger only.</summary>
    public ServiceBusReceivedMessage[] Messages { get; init; } = [];

    /// <summary>Settles <see cref="Messages"/>.</summary>
    public ServiceBusMessageActions? MessageActions { get; init; }

    /// <summary>The orchestration, for orchestrators only.</summary>
    public TaskOrchestrationContext? Orchestration { get; init; }

    /// <summary>JSON given to an activity; null when it was called without input.</summary>
    public string? ActivityJson { get; init; }

    /// <summary>The deserialised request body, for functions with a <c>[FromBody]</c> parameter only.</summary>
    public object? Body { get; set; }

    /// <summary>What the function returned.</summary>
    public object? Result { get; set; }

    public ServiceBusReceivedMessage Message => Messages[0];

    public HttpRequest Request => Http!.Request;

    public DurableTaskClient DurableClient => InstanceServices.GetRequiredService<DurableTaskClient>();

    public override string InvocationId => field ??= invoker.InvocationId(number);

    public override string FunctionId => function.Name;

    public override TraceContext TraceContext => _trace ??= new LocalTraceContext();

    public override BindingContext BindingContext => _binding ??= new LocalBindingContext(Http?.Request.RouteValues);

    public override Microsoft.Azure.Functions.Worker.RetryContext RetryContext => NoRetry.Instance;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken { get; } = cancel;

    public override IDictionary<object, object> Items
    {
        get => field ??= Http is null ? new Dictionary<object, object>() : new Dictionary<object, object> { [HttpContextKey] = Http };
        set;
    }

    /// <summary>The services of this invocation's scope.</summary>
    public override IServiceProvider InstanceServices
    {
        get => _services ??= (_scope ??= invoker.Scopes.CreateAsyncScope()).ServiceProvider;
        set => _services = value;
    }

    IServiceProvider IServiceProvidersFeature.RequestServices
    {
        get => InstanceServices;
        set => InstanceServices = value;
    }

    /// <summary>Input of the activity as the type that its parameter has.</summary>
    public T? ActivityInput<T>() => invoker.Converter.Deserialize<T>(ActivityJson);

    /// <summary>Input of the orchestration as the type that its parameter has.</summary>
    public T? OrchestrationInput<T>() => Orchestration!.GetInput<T>();

    /// <summary>Disposes an instance made for this invocation together with it.</summary>
    public object Own(object instance)
    {
        if (instance is IAsyncDisposable or IDisposable)
            (_owned ??= []).Add(instance as IAsyncDisposable ?? new SynchronousDisposal((IDisposable)instance));
        return instance;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _owned ?? [])
            await instance.DisposeAsync();
        if (_scope is { } scope)
            await scope.DisposeAsync();
    }

    private sealed class SynchronousDisposal(IDisposable instance) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            instance.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
