using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace WinBack.Local.Hosting.Functions;

/// <summary>Collects services and middleware the way the worker's builder does, so that the app configures itself once for both.</summary>
internal sealed class WorkerPipeline(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    public IServiceCollection Services => services;

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Wraps <paramref name="function"/> in the middleware: the first registered is the outermost.</summary>
    public FunctionExecutionDelegate Build(FunctionExecutionDelegate function)
    {
        for (var i = _middleware.Count - 1; i >= 0; i--)
            function = _middleware[i](function);
        return function;
    }
}
