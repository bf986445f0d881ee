using System.Linq.Expressions;
using System.Reflection;

namespace WinBack.Local.Hosting.Functions;

/// <summary>Gives every return type of a function the one shape <c>ValueTask&lt;object?&gt;</c>.</summary>
internal static class ResultAdapter
{
    private const BindingFlags Own = BindingFlags.NonPublic | BindingFlags.Static;

    /// <summary>Wraps a call of <paramref name="method"/>; nothing is null for <c>void</c>, <c>Task</c> and <c>ValueTask</c>.</summary>
    public static Expression Adapt(string name, MethodInfo method, Expression call)
    {
        var type = method.ReturnType;
        if (type == typeof(void))
        {
            if (method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute), inherit: false))
                throw new FunctionBindingException([$"{name}: async void cannot be awaited; return Task."]);
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }
        if (type == typeof(Task))
            return Expression.Call(Find(nameof(FromTask), 0), call);
        if (type == typeof(ValueTask))
            return Expression.Call(Find(nameof(FromValueTask), 0), call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            return Expression.Call(Find(nameof(FromTask), 1).MakeGenericMethod(type.GetGenericArguments()), call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return Expression.Call(Find(nameof(FromValueTask), 1).MakeGenericMethod(type.GetGenericArguments()), call);
        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    private static MethodInfo Find(string name, int typeArguments) =>
        typeof(ResultAdapter).GetMethods(Own).Single(method => method.Name == name && method.GetGenericArguments().Length == typeArguments);

    private static async ValueTask<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromTask<T>(Task<T> task) => await task;

    private static async ValueTask<object?> FromValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromValueTask<T>(ValueTask<T> task) => await task;
}
