using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace WinBack.Local.Hosting.Functions;

/// <summary>The functions of an app, found by their attributes.</summary>
internal static class FunctionCatalog
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Finds and compiles every <c>[Function]</c> method of an assembly.</summary>
    public static IReadOnlyList<LocalFunction> Load(Assembly assembly, IConfiguration configuration) =>
        Load(assembly.GetTypes(), configuration);

    /// <summary>Finds and compiles every <c>[Function]</c> method of the given classes, but for those that <c>AzureWebJobs.NAME.Disabled</c> switches off.</summary>
    /// <param name="types">Classes, static ones included; others are passed over.</param>
    /// <param name="configuration">Where <c>%Setting%</c> in a schedule or route is looked up.</param>
    /// <returns>By name, in ordinal order, so that what runs in list order runs the same everywhere.</returns>
    /// <exception cref="FunctionBindingException">At least one function cannot run here; lists all of them.</exception>
    public static IReadOnlyList<LocalFunction> Load(IEnumerable<Type> types, IConfiguration configuration)
    {
        var faults = new List<string>();
        var functions = new SortedDictionary<string, LocalFunction>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.Where(type => type.IsClass).SelectMany(type => type.GetMethods(AnyMethod)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
                continue;
            if (!names.Add(attribute.Name))
            {
                faults.Add($"{attribute.Name}: two functions have this name (the second is {Where(method)}).");
                continue;
            }
            if (IsDisabled(attribute.Name, configuration))
                continue;
            try
            {
                functions.Add(attribute.Name, FunctionCompiler.Compile(attribute.Name, method, configuration));
            }
            catch (FunctionBindingException bad)
            {
                faults.AddRange(bad.Faults);
            }
        }
        if (faults.Count > 0)
            throw new FunctionBindingException(faults);
        return [.. functions.Values];
    }

    // As the Functions host reads it; where a setting's name may have no dots, underscores stand for them.
    private static bool IsDisabled(string function, IConfiguration configuration) =>
        new[] { $"AzureWebJobs.{function}.Disabled", $"AzureWebJobs_{function}_Disabled" }
            .Any(key => configuration[key] is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase)));

    private static string Where(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
