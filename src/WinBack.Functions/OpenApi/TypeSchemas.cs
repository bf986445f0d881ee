using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace WinBack.Functions.OpenApi;

/// <summary>Makes a named JSON Schema of each object type that an answer consists of; where one holds another, it refers to it by name.</summary>
/// <param name="options">How the answer is written.</param>
internal sealed class TypeSchemas(JsonSerializerOptions options)
{
    private const string Place = "#/components/schemas/";

    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);

    /// <summary>What was made, by the name of the type.</summary>
    public SortedDictionary<string, JsonNode> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a type, and those of its members.</summary>
    /// <exception cref="InvalidOperationException">Two of the types have the same name.</exception>
    public TypeSchemas With(Type type)
    {
        if (!_types.TryAdd(type.Name, type))
            return _types[type.Name] == type ? this : throw new InvalidOperationException($"{type} and {_types[type.Name]} would both be the schema {type.Name}.");
        List<Type> held = [];
        Made[type.Name] = options.GetJsonSchemaAsNode(type, new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => SchemaText.Describe(context, context.Path.IsEmpty ? schema : Named(context, schema, held)),
        });
        held.ForEach(each => With(each));
        return this;
    }

    private static JsonNode Named(JsonSchemaExporterContext context, JsonNode schema, List<Type> held)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (context.TypeInfo.Options.GetTypeInfo(type).Kind != JsonTypeInfoKind.Object)
            return type == context.TypeInfo.Type ? schema : OrNull(schema);
        held.Add(type);
        JsonObject named = new() { ["$ref"] = Place + type.Name };
        var isNullable = type != context.TypeInfo.Type || context.PropertyInfo?.IsGetNullable == true;
        return isNullable && !IsItem(context) ? new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, named) } : named;
    }

    // The exporter leaves it out where a number may also be "NaN".
    private static JsonNode OrNull(JsonNode schema)
    {
        if (schema["anyOf"] is JsonArray ways && !ways.Any(way => (string?)way!["type"] == "null"))
            ways.Add(new JsonObject { ["type"] = "null" });
        return schema;
    }

    // The items of a list come with the property that holds it.
    internal static bool IsItem(JsonSchemaExporterContext context) => context.Path[^1] is "items" or "additionalProperties";
}
