using System.Reflection;

namespace WinBack.Local.Hosting.Functions;

/// <summary>One function of the app, ready to be called without reflection.</summary>
/// <param name="Name">Name in <c>[Function]</c>; unique without regard to case.</param>
/// <param name="Method">The method it was found on.</param>
/// <param name="Trigger">What makes it run.</param>
/// <param name="BodyType">Type of its <c>[FromBody]</c> parameter; null when it has none.</param>
/// <param name="Call">Binds the parameters, calls the method and awaits it; the result is null for <c>void</c> and <c>Task</c>.</param>
internal sealed record LocalFunction(
    string Name, MethodInfo Method, FunctionTrigger Trigger, Type? BodyType, Func<LocalFunctionContext, ValueTask<object?>> Call)
{
    /// <summary>What <c>FunctionContext.FunctionDefinition</c> tells about it.</summary>
    public LocalFunctionDefinition Definition { get; } = new(Name, Method, Trigger);
}
