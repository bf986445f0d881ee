using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using WinBack.TestKit;
using Xunit;
using Served = WinBack.Functions.OpenApi.OpenApiDocument;

namespace WinBack.Functions.Tests.OpenApi;

/// <summary>The OpenAPI document against the functions there are.</summary>
public sealed partial class OpenApiDocumentTests
{
    private static readonly string[] Keys = ["functionCode", "functionKey"];

    private static readonly string[] KeysOfSources = ["segmentBasic", "sourceKey"];

    public static TheoryData<string> Documents => new() { "kept", "served" };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_ReadByALibrary_HasNoErrorsAndNoWarnings(string which)
    {
        using var text = new MemoryStream(which == "served" ? Served.Bytes : System.Text.Encoding.UTF8.GetBytes(Repository.Read("docs/openapi.json")));

        var read = OpenApiDocument.Load(text, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });

        Assert.Empty(read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}"));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}"));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public void Document_RoutesAndMethods_AreThoseOfTheFunctionsAndNoOthers() => Assert.Equal(
        HttpFunction.All().Select(each => $"{each.Method} {each.Path}").Order(StringComparer.Ordinal),
        Operations().Select(each => $"{each.Method} {each.Path}").Order(StringComparer.Ordinal));

    [Fact]
    public void Document_OperationIds_AreUniqueAndBeginWithTheFunctionsName()
    {
        var byOperation = HttpFunction.All().ToDictionary(each => (each.Method, each.Path), each => each.Function);
        Assert.All(Operations(), each => Assert.StartsWith(byOperation[(each.Method, each.Path)], (string)each.Operation["operationId"]!, StringComparison.Ordinal));
        Assert.Empty(Operations().GroupBy(each => (string)each.Operation["operationId"]!, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    /// <summary>Who needs a function key is told so and of 401; who needs none is asked for that of a source, or for nothing, and says so.</summary>
    [Fact]
    public void Document_Security_IsThatOfTheTrigger()
    {
        var levels = HttpFunction.All().ToDictionary(each => (each.Method, each.Path), each => each.Level);
        Assert.All(Operations(), each =>
        {
            var asked = each.Operation["security"]!.AsArray().Select(one => one!.AsObject().Single().Key).Order(StringComparer.Ordinal).ToList();
            if (levels[(each.Method, each.Path)] == AuthorizationLevel.Anonymous)
                Assert.All(asked, key => Assert.Contains(key, KeysOfSources));
            else
                Assert.Equal(Keys, asked);
            Assert.Equal(asked.Count > 0, each.Operation["responses"]!.AsObject().ContainsKey("401"));
        });
    }

    [Fact]
    public void Document_ParametersInPaths_AreThoseOfTheRoute() => Assert.All(Operations(), each => Assert.Equal(
        RouteParameter().Matches(each.Path).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal),
        each.Parameters.Where(parameter => (string?)parameter["in"] == "path").Select(parameter => (string)parameter["name"]!).Order(StringComparer.Ordinal)));

    /// <summary>The places kept in the file are filled, and nothing that is kept by hand is written over.</summary>
    [Fact]
    public void Schemas_MadeFromTypes_TakeThePlacesKeptForThem()
    {
        var kept = Kept()["components"]!["schemas"]!.AsObject();
        var made = Served.Schemas();
        var places = kept.Where(each => IsPlace(each.Value!)).Select(each => each.Key).ToList();

        Assert.NotEmpty(places);
        Assert.All(places, name => Assert.Contains(name, made.Keys));
        Assert.All(made, each =>
        {
            Assert.True(!kept.ContainsKey(each.Key) || places.Contains(each.Key), $"{each.Key} is kept by hand and made, too.");
            Assert.Equal("object", (string?)each.Value["type"]);
        });
    }

    [Fact]
    public void Schemas_OfTheServedDocument_ReferToWhatIsThere()
    {
        var served = JsonNode.Parse(Served.Bytes)!;
        var references = Reference().Matches(served.ToJsonString()).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(references.Count > 50);
        Assert.All(references, name => Assert.True(name.Split('/').Aggregate(served["components"], (at, part) => at?[part]) is not null, $"{name} is nowhere."));
    }

    [Fact]
    public void Document_Components_AreAllUsed()
    {
        var text = Repository.Read("docs/openapi.json");
        var unused = from kind in new[] { "parameters", "responses", "schemas" }
                     from each in Kept()["components"]![kind]!.AsObject()
                     let name = $"#/components/{kind}/{each.Key}"
                     where !text.Contains($"\"{name}\"", StringComparison.Ordinal)
                     select name;
        Assert.Empty(unused);
    }

    [Fact]
    public void HttpFunction_OfSampleTriggers_HasOneForEachMethod() => Assert.Equal(
        [new("Two", "get", "/two/{id}", AuthorizationLevel.Function), new("Two", "post", "/two/{id}", AuthorizationLevel.Function)], HttpFunction.Of([typeof(Sample)]));

    private static bool IsPlace(JsonNode schema) => ((string?)schema["description"])?.StartsWith("Made from", StringComparison.Ordinal) == true;

    private static JsonNode Kept() => JsonNode.Parse(Repository.Read("docs/openapi.json"))!;

    private static IEnumerable<(string Method, string Path, JsonNode Operation, List<JsonNode> Parameters)> Operations()
    {
        var document = Kept();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject().Where(each => each.Key != "parameters"))
            {
                var parameters = (item["parameters"]?.AsArray() ?? []).Concat(operation!["parameters"]?.AsArray() ?? []);
                yield return (method, path, operation, [.. parameters.Select(each => Resolved(document, each!))]);
            }
        }
    }

    private static JsonNode Resolved(JsonNode document, JsonNode node) =>
        (string?)node["$ref"] is { } pointer ? pointer.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at[name]!) : node;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();

    [GeneratedRegex("\"\\$ref\":\"#/components/([^\"]*)\"")]
    private static partial Regex Reference();

    private static class Sample
    {
        [Function("Two")]
        public static void Run([HttpTrigger(AuthorizationLevel.Function, "GET", "post", Route = "two/{id}")] object request) => GC.KeepAlive(request);
    }
}
