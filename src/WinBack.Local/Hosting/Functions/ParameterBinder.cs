using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace WinBack.Local.Hosting.Functions;

/// <summary>Says where the value of each parameter comes from. Binds what the worker on Azure binds, and refuses the rest at the start.</summary>
internal static class ParameterBinder
{
    private const BindingFlags Own = BindingFlags.NonPublic | BindingFlags.Static;

    /// <summary>One expression over the context for each parameter of the method.</summary>
    /// <exception cref="FunctionBindingException">Lists every parameter that nothing binds.</exception>
    public static IReadOnlyList<Expression> Bind(string function, MethodInfo method, FunctionTrigger trigger, ParameterExpression context)
    {
        var faults = new List<string>();
        var bound = new List<Expression>();
        foreach (var parameter in method.GetParameters())
        {
            if ((Always(parameter, context) ?? ByTrigger(parameter, trigger, context)) is { } expression)
                bound.Add(expression);
            else
                faults.AddRange(TriggerReader.Fault(function, parameter, Refusal(parameter, trigger)).Faults);
        }
        return faults.Count == 0 ? bound : throw new FunctionBindingException(faults);
    }

    private static Expression? Always(ParameterInfo parameter, Expression context)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
            return context;
        if (parameter.ParameterType == typeof(CancellationToken))
            return Expression.Property(context, nameof(FunctionContext.CancellationToken));
        if (parameter.IsDefined(typeof(DurableClientAttribute)) && parameter.ParameterType == typeof(DurableTaskClient))
            return Expression.Property(context, nameof(LocalFunctionContext.DurableClient));
        return null;
    }

    private static Expression? ByTrigger(ParameterInfo parameter, FunctionTrigger trigger, Expression context)
    {
        var type = parameter.ParameterType;
        var carriesTrigger = parameter.IsDefined(typeof(TriggerBindingAttribute), inherit: true);
        if (!carriesTrigger && parameter.IsDefined(typeof(InputBindingAttribute), inherit: true))
            return null;
        return (trigger, carriesTrigger) switch
        {
            (FunctionTrigger.Http, true) when type == typeof(HttpRequest) => Expression.Property(context, nameof(LocalFunctionContext.Request)),
            (FunctionTrigger.Http http, false) => FromRequest(parameter, http, context),
            (FunctionTrigger.Timer, true) when type == typeof(TimerInfo) => Expression.Property(context, nameof(LocalFunctionContext.Timer)),
            (FunctionTrigger.Queue { IsBatched: true }, true) when type == typeof(ServiceBusReceivedMessage[]) =>
                Expression.Property(context, nameof(LocalFunctionContext.Messages)),
            (FunctionTrigger.Queue { IsBatched: false }, true) when type == typeof(ServiceBusReceivedMessage) =>
                Expression.Property(context, nameof(LocalFunctionContext.Message)),
            (FunctionTrigger.Queue, false) when type == typeof(ServiceBusMessageActions) =>
                Expression.Property(context, nameof(LocalFunctionContext.MessageActions)),
            (FunctionTrigger.Orchestration, true) when type == typeof(TaskOrchestrationContext) =>
                Expression.Property(context, nameof(LocalFunctionContext.Orchestration)),
            // The worker gives the orchestration's input to a parameter that no attribute claims.
            (FunctionTrigger.Orchestration, false) => Expression.Call(context, nameof(LocalFunctionContext.OrchestrationInput), [type]),
            (FunctionTrigger.Activity, true) when type != typeof(TaskActivityContext) =>
                Expression.Call(context, nameof(LocalFunctionContext.ActivityInput), [type]),
            _ => null,
        };
    }

    private static Expression? FromRequest(ParameterInfo parameter, FunctionTrigger.Http http, Expression context)
    {
        if (parameter.IsDefined(typeof(FromBodyAttribute), inherit: true))
            return Expression.Convert(Expression.Property(context, nameof(LocalFunctionContext.Body)), parameter.ParameterType);
        if (RoutePatternFactory.Parse(http.Route).GetParameter(parameter.Name!) is null)
            return null;
        var name = Expression.Constant(parameter.Name);
        if (parameter.ParameterType == typeof(string))
            return Expression.Call(typeof(ParameterBinder).GetMethod(nameof(RouteText), Own)!, context, name);
        var value = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!value.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>)) || !value.IsValueType)
            return null;
        var reader = value == parameter.ParameterType ? nameof(RouteValue) : nameof(RouteValueOrNull);
        return Expression.Call(typeof(ParameterBinder).GetMethod(reader, Own)!.MakeGenericMethod(value), context, name);
    }

    private static string? RouteText(LocalFunctionContext context, string name) => context.Request.RouteValues[name] as string;

    private static T RouteValue<T>(LocalFunctionContext context, string name)
        where T : struct, IParsable<T> => RouteValueOrNull<T>(context, name) ?? default;

    private static T? RouteValueOrNull<T>(LocalFunctionContext context, string name)
        where T : struct, IParsable<T>
    {
        if (RouteText(context, name) is not { } text)
            return null;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;
        throw new BadHttpRequestException($"The path segment for {name} is not a {typeof(T).Name}.", StatusCodes.Status400BadRequest);
    }

    private static string Refusal(ParameterInfo parameter, FunctionTrigger trigger) => trigger switch
    {
        FunctionTrigger.Http when parameter.ParameterType == typeof(HttpContext) => "HttpContext is not bound on Azure; take HttpRequest and its HttpContext.",
        FunctionTrigger.Http => $"{parameter.ParameterType.Name} is neither HttpRequest, a parameter of the route, [FromBody], [DurableClient] DurableTaskClient, FunctionContext nor CancellationToken.",
        FunctionTrigger.Timer => $"{parameter.ParameterType.Name} is neither TimerInfo, [DurableClient] DurableTaskClient, FunctionContext nor CancellationToken.",
        FunctionTrigger.Queue queue => $"{parameter.ParameterType.Name} is neither ServiceBusReceivedMessage{(queue.IsBatched ? "[]" : "")}, ServiceBusMessageActions, [DurableClient] DurableTaskClient, FunctionContext nor CancellationToken.",
        FunctionTrigger.Orchestration => $"{parameter.ParameterType.Name} is not TaskOrchestrationContext.",
        _ => $"{parameter.ParameterType.Name} is neither the [ActivityTrigger] input, [DurableClient] DurableTaskClient, FunctionContext nor CancellationToken.",
    };
}
