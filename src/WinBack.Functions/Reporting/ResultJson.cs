using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WinBack.Functions.Reporting;

/// <summary>How reports and explanations are written as JSON: by functions, by <c>--json</c> of the command line, and as the schemas that describe them.</summary>
public static class ResultJson
{
    /// <summary>Camel case, enums by name, and <c>"NaN"</c> or <c>"Infinity"</c> where an interval of nothing has no ends.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),     // schemas are asked for before anything is written
    };
}
