using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinBack.Local.Commands;

/// <summary>How results are printed with <c>--json</c>.</summary>
internal static class JsonOutput
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,   // an interval of nothing has no ends
    };

    /// <summary>For lists that may be long: one object a line.</summary>
    public static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };
}
