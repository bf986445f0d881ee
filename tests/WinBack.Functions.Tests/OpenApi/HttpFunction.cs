using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using WinBack.Functions.OpenApi;

namespace WinBack.Functions.Tests.OpenApi;

/// <summary>One method and route of a function, as its trigger says.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Method">In lower case.</param>
/// <param name="Path">With a slash before it.</param>
/// <param name="Level">Who may call it.</param>
internal sealed record HttpFunction(string Function, string Method, string Path, AuthorizationLevel Level)
{
    /// <summary>All of the app.</summary>
    public static IReadOnlyList<HttpFunction> All() => [.. Of(typeof(ReadOpenApi).Assembly.GetTypes())];

    /// <summary>All of some classes.</summary>
    public static IEnumerable<HttpFunction> Of(IEnumerable<Type> types) =>
        from method in types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
        where name is not null
        from trigger in method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
        from verb in trigger.Methods ?? []
        select new HttpFunction(name, verb.ToLowerInvariant(), "/" + trigger.Route!.TrimStart('/'), trigger.AuthLevel);
}
