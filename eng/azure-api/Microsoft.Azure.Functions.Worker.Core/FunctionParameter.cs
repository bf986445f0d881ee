using System.Collections.ObjectModel;

namespace Microsoft.Azure.Functions.Worker;

public class FunctionParameter(
    string name, Type type, bool hasDefaultValue, object? defaultValue, IReadOnlyDictionary<string, object> properties)
{
    public FunctionParameter(string name, Type type)
        : this(name, type, false, null, ReadOnlyDictionary<string, object>.Empty)
    {
    }

    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue)
        : this(name, type, hasDefaultValue, defaultValue, ReadOnlyDictionary<string, object>.Empty)
    {
    }

    public FunctionParameter(string name, Type type, IReadOnlyDictionary<string, object> properties)
        : this(name, type, false, null, properties)
    {
    }

    public string Name { get; } = name;
    public Type Type { get; } = type;
    public bool HasDefaultValue { get; } = hasDefaultValue;
    public bool IsReferenceOrNullableType { get; } = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
    public object? DefaultValue { get; } = defaultValue;
    public IReadOnlyDictionary<string, object> Properties { get; } = properties;
}
