using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace WinBack.Local.Hosting.Functions;

/// <summary>A function as middleware sees it.</summary>
internal sealed class LocalFunctionDefinition(string name, MethodInfo method, FunctionTrigger trigger) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly => method.Module.Assembly.Location;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string Id => name;

    public override string Name => name;

    /// <summary>Trigger and input bindings by parameter name; the type is spelled as in function metadata: <c>httpTrigger</c>.</summary>
    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = method.GetParameters()
        .Where(parameter => parameter.IsDefined(typeof(BindingAttribute), inherit: true))
        .ToImmutableDictionary(parameter => parameter.Name!, parameter => (BindingMetadata)new Binding(parameter.Name!, TypeOf(parameter, trigger), BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = trigger is FunctionTrigger.Http
        ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", "http", BindingDirection.Out))
        : ImmutableDictionary<string, BindingMetadata>.Empty;

    private static string TypeOf(ParameterInfo parameter, FunctionTrigger trigger) =>
        !parameter.IsDefined(typeof(TriggerBindingAttribute), inherit: true) ? "durableClient" : trigger switch
        {
            FunctionTrigger.Http => "httpTrigger",
            FunctionTrigger.Timer => "timerTrigger",
            FunctionTrigger.Queue => "serviceBusTrigger",
            FunctionTrigger.Orchestration => "orchestrationTrigger",
            _ => "activityTrigger",
        };

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
