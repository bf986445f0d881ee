using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WinBack.Functions.Tests.Settings;

/// <summary>Finds out which settings the code reads by letting it read them: options are bound from a configuration that listens.</summary>
internal static partial class SettingsSpy
{
    /// <summary>Keys that were asked for while everything registered was bound; of a key and its parts, only the parts.</summary>
    /// <param name="register">Registers the services under test.</param>
    /// <param name="settings">What is set; lists and dictionaries are only read as far as they are filled.</param>
    public static ISet<string> KeysRead(Action<IServiceCollection, IConfiguration> register, IReadOnlyDictionary<string, string?> settings)
    {
        var source = new Listener(settings);
        var configuration = new ConfigurationBuilder().Add(source).Build();
        var services = new ServiceCollection();
        register(services, configuration);
        using var provider = services.BuildServiceProvider();
        foreach (var configure in services.Select(each => each.ServiceType).Where(IsConfigureOfOurs).Distinct())
        {
            foreach (var each in provider.GetServices(configure))
                configure.GetMethod("Configure")!.Invoke(each, [Activator.CreateInstance(configure.GenericTypeArguments[0])]);
        }

        return source.Asked.Where(key => !source.Asked.Any(other => other.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Settings and connections that the bindings of functions name.</summary>
    public static IEnumerable<FunctionNeeds> Needs(IEnumerable<Type> types) =>
        from type in types
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select Needs(function.Name, method);

    private static FunctionNeeds Needs(string function, MethodInfo method)
    {
        var bindings = method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes<BindingAttribute>()).ToList();
        var texts = bindings.SelectMany(binding => binding.GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(string) && property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, Value: property.GetValue(binding) as string))).ToList();
        return new(
            function,
            [.. texts.SelectMany(text => Placeholder().Matches(text.Value ?? "").Select(match => match.Groups[1].Value)).Distinct()],
            [.. texts.Where(text => text is { Name: "Connection" or "ConnectionName", Value: not null }).Select(text => text.Value!).Distinct()],
            [.. texts.Where(text => text is { Name: "QueueName", Value: not null }).Select(text => text.Value!)]);
    }

    private static bool IsConfigureOfOurs(Type service) =>
        service is { IsGenericType: true } && service.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)
        && service.GenericTypeArguments[0].Namespace?.StartsWith("WinBack.", StringComparison.Ordinal) == true;

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();

    private sealed class Listener(IReadOnlyDictionary<string, string?> settings) : ConfigurationProvider, IConfigurationSource
    {
        public HashSet<string> Asked { get; } = new(StringComparer.OrdinalIgnoreCase);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        // What Resource Manager will fill in stands for any text.
        public override void Load() => Data = settings.ToDictionary(
            setting => setting.Key, setting => setting.Value?.StartsWith('[') == true ? "https://example.com/" : setting.Value, StringComparer.OrdinalIgnoreCase);

        public override bool TryGet(string key, out string? value)
        {
            Asked.Add(key);
            return base.TryGet(key, out value);
        }
    }
}

/// <summary>What the bindings of a function name.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Settings">Settings between percent signs.</param>
/// <param name="Connections">Connections.</param>
/// <param name="Queues">Queues, with percent signs where a setting names them.</param>
internal sealed record FunctionNeeds(string Function, IReadOnlyList<string> Settings, IReadOnlyList<string> Connections, IReadOnlyList<string> Queues);
