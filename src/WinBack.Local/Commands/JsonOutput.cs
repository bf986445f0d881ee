using System.Text.Json;
using WinBack.Functions.Reporting;

namespace WinBack.Local.Commands;

/// <summary>How results are printed with <c>--json</c>: as functions answer them.</summary>
internal static class JsonOutput
{
    public static readonly JsonSerializerOptions Options = new(ResultJson.Options) { WriteIndented = true };

    /// <summary>For lists that may be long: one object a line.</summary>
    public static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };
}
