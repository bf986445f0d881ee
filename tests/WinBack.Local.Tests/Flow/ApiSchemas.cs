using System.Text.Json;
using Json.Schema;

namespace WinBack.Local.Tests.Flow;

/// <summary>The schemas of the OpenAPI document that an app serves.</summary>
internal sealed class ApiSchemas
{
    private static readonly EvaluationOptions EveryError = new() { OutputFormat = OutputFormat.List };

    private readonly string _all;

    /// <param name="document">The document, as served.</param>
    public ApiSchemas(string document)
    {
        using var read = JsonDocument.Parse(document);
        _all = read.RootElement.GetProperty("components").GetProperty("schemas").GetRawText().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
    }

    /// <summary>Those of an app.</summary>
    public static async Task<ApiSchemas> OfAsync(ARunningApp app) => new(await app.Http.GetStringAsync("api/openapi.json"));

    /// <summary>What the schema of that name has against an answer; nothing when it is in order.</summary>
    public IReadOnlyList<string> Errors(string name, string answer)
    {
        var schema = JsonSchema.FromText($$"""{"$ref": "#/$defs/{{name}}", "$defs": {{_all}}}""");
        using var read = JsonDocument.Parse(answer);
        var results = schema.Evaluate(read.RootElement, EveryError);
        return results.IsValid ? [] : [.. (results.Details ?? []).Append(results).SelectMany(each => each.Errors ?? new Dictionary<string, string>(), (each, error) => $"{each.InstanceLocation}: {error.Value}"), "invalid"];
    }
}
