using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Namotion.Reflection;

namespace WinBack.Functions.OpenApi;

/// <summary>Puts what a type's comments say into its schema, so that units, populations and ranges are written once. Reads the documentation files that lie beside the assemblies.</summary>
internal static class SchemaText
{
    /// <summary>Adds the summary of the type, or that of the property and what its enum's values mean.</summary>
    public static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject described || (!context.Path.IsEmpty && TypeSchemas.IsItem(context)))
            return schema;
        var said = context.Path.IsEmpty ? context.TypeInfo.Type.GetXmlDocsSummary() : (context.PropertyInfo?.AttributeProvider as MemberInfo)?.GetXmlDocsSummary();
        string[] sentences = [said ?? "", .. Values(Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type, described)];
        if (string.Join(' ', string.Join(' ', sentences).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } text)
            described["description"] = text;
        return described;
    }

    private static IEnumerable<string> Values(Type type, JsonObject schema) => type.IsEnum && schema["enum"] is JsonArray values
        ? from value in values
          where value is not null
          let field = type.GetField((string)value!, BindingFlags.Public | BindingFlags.Static | BindingFlags.IgnoreCase)
          where field is not null
          select $"{value}: {field.GetXmlDocsSummary()}"
        : [];
}
