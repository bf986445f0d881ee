using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting;
using WinBack.Functions.Reporting;
using WinBack.Storage.Lapse;
using WinBack.Storage.Reporting;
using WinBack.Storage.Sending;

namespace WinBack.Functions.OpenApi;

/// <summary>
/// The OpenAPI document: <c>docs/openapi.json</c>, which is kept by hand, with the schemas of answers that are C# types as they are. Those are made
/// here from the types, so that they cannot say anything else than the answers do.
/// </summary>
internal static class OpenApiDocument
{
    // Answers by Results.Ok: the framework's own way of writing.
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly Lazy<byte[]> Made = new(() => JsonSerializer.SerializeToUtf8Bytes(Make()));

    /// <summary>The document, as UTF-8.</summary>
    public static byte[] Bytes => Made.Value;

    /// <summary>The schemas that are made from types, by name.</summary>
    internal static IReadOnlyDictionary<string, JsonNode> Schemas() => new TypeSchemas(ResultJson.Options)
        .With(typeof(CampaignReport)).With(typeof(ProgrammeLift)).With(typeof(ReportList)).With(typeof(WhyReport)).Made
        .Concat(new TypeSchemas(Plain).With(typeof(AuditResult)).With(typeof(InFlightRule)).With(typeof(OfferImport)).With(typeof(OfferState)).With(typeof(ScanResult)).Made)
        .ToDictionary(StringComparer.Ordinal);

    private static JsonNode Make()
    {
        using var kept = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = JsonNode.Parse(kept)!;
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var (name, schema) in Schemas())
            schemas[name] = schema;
        return document;
    }
}
