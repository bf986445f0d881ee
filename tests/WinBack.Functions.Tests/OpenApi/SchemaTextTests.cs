using System.Text.Json.Nodes;
using Xunit;
using Served = WinBack.Functions.OpenApi.OpenApiDocument;

namespace WinBack.Functions.Tests.OpenApi;

/// <summary>What the served document says of the members of answers: whoever reads a number there needs no code.</summary>
public sealed class SchemaTextTests
{
    // Names that say all there is.
    private const int Shortest = 8;

    [Fact]
    public void Schemas_OfTypes_DescribeThemselvesAndEveryMember()
    {
        var bare = from schema in Served.Schemas()
                   from each in Members(schema.Value).Prepend(("", schema.Value))
                   where Text(each.Item2) is not { Length: >= Shortest }
                   select $"{schema.Key}.{each.Item1}";
        Assert.Empty(bare);
    }

    [Fact]
    public void Descriptions_OfMembers_HoldNoNamesOfCode() => Assert.All(
        from schema in Served.Schemas() from each in Members(schema.Value) select Text(each.Schema)!,
        text => Assert.DoesNotMatch(@"[TPMF]:WinBack|<|paramref|cref", text));

    /// <summary>Comments of a class, of a record's parameters, of a type of another assembly, of an enum's values, and of one that may be null.</summary>
    [Theory]
    [InlineData("CampaignReport", "from", "First UTC day")]
    [InlineData("OutcomeSum", "revenue", "in the currency of reports")]
    [InlineData("RateLift", "absolute", "fraction")]
    [InlineData("ReportSummary", "publishedAt", "null before")]
    [InlineData("ArmFunnel", "arm", "holdout: ")]
    [InlineData("CampaignReport", "money", "null while")]
    public void Description_OfAMember_IsThatOfItsComment(string schema, string member, string says) =>
        Assert.Contains(says, Text(Served.Schemas()[schema]["properties"]![member]!), StringComparison.Ordinal);

    private static IEnumerable<(string Name, JsonNode Schema)> Members(JsonNode schema) =>
        (schema["properties"] as JsonObject ?? []).Select(each => (each.Key, each.Value!));

    private static string? Text(JsonNode schema) => (string?)(schema as JsonObject)?["description"];
}
