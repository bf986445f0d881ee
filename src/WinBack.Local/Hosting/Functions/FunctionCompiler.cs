using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace WinBack.Local.Hosting.Functions;

/// <summary>Turns a function method into one delegate: what reflection has to find out is found out at the start.</summary>
internal static class FunctionCompiler
{
    private static readonly MethodInfo ActivateMethod = typeof(FunctionCompiler).GetMethod(nameof(Activate), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <exception cref="FunctionBindingException">The method has no trigger, or a parameter that nothing binds.</exception>
    public static LocalFunction Compile(string name, MethodInfo method, IConfiguration configuration)
    {
        if (method.IsGenericMethodDefinition || method.DeclaringType!.ContainsGenericParameters)
            throw new FunctionBindingException([$"{name}: a function method and its class may not be generic."]);
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
            throw new FunctionBindingException([$"{name}: its method and class must be public, or Azure does not find them."]);
        if (method.DeclaringType is { IsAbstract: true } && !method.IsStatic)
            throw new FunctionBindingException([$"{name}: its class {method.DeclaringType.Name} is abstract, so no instance can be made."]);

        var trigger = TriggerReader.Read(name, method, configuration);
        var context = Expression.Parameter(typeof(LocalFunctionContext), "context");
        var arguments = ParameterBinder.Bind(name, method, trigger, context);
        Expression call = method.IsStatic
            ? Expression.Call(method, arguments)
            : Expression.Call(Instance(method.DeclaringType!, context), method, arguments);
        var compiled = Expression.Lambda<Func<LocalFunctionContext, ValueTask<object?>>>(ResultAdapter.Adapt(name, method, call), context).Compile();
        var body = method.GetParameters().SingleOrDefault(parameter => parameter.IsDefined(typeof(FromBodyAttribute), inherit: true));
        return new LocalFunction(name, method, trigger, body?.ParameterType, compiled);
    }

    // A class without dependencies costs one allocation; others are made from the invocation's scope, as the worker does.
    private static Expression Instance(Type type, Expression context)
    {
        var constructors = type.GetConstructors();
        if (constructors is [{ } only] && only.GetParameters().Length == 0 && !typeof(IDisposable).IsAssignableFrom(type))
            return Expression.New(only);
        var factory = Expression.Constant(ActivatorUtilities.CreateFactory(type, Type.EmptyTypes));
        return Expression.Convert(Expression.Call(ActivateMethod, factory, context), type);
    }

    private static object Activate(ObjectFactory factory, LocalFunctionContext context) =>
        context.Own(factory(context.InstanceServices, null));
}
