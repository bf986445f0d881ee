using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using WinBack.Core.Campaigns.Reading;
using WinBack.TestKit;
using Xunit;

namespace WinBack.Core.Tests.Campaigns;

/// <summary><c>campaigns/campaign.schema.json</c>, as tests ask it.</summary>
internal static class CampaignSchema
{
    private static readonly EvaluationOptions EveryError = new() { OutputFormat = OutputFormat.List };

    private static readonly JsonSchema Schema = JsonSchema.FromText(Repository.Read("campaigns/campaign.schema.json"));

    /// <summary>The file itself.</summary>
    public static JsonElement Root { get; } = JsonDocument.Parse(Repository.Read("campaigns/campaign.schema.json")).RootElement;

    /// <summary>
    /// Every key that the schema describes, with what it says of it. References are followed, but not into themselves; <c>[]</c> stands for an
    /// item of a list, <c>*</c> for a key that the writer chooses.
    /// </summary>
    public static IEnumerable<(string Path, JsonElement Node)> Keys() => Keys(Root, "", []);

    /// <summary>What the schema has against a file; nothing when it is in order.</summary>
    public static IReadOnlyList<string> Errors(string yaml)
    {
        var findings = new Findings("test.yaml", yaml);
        var root = YamlTree.Read(yaml, findings);
        Assert.True(root is not null && findings.Count == 0, "no YAML");
        var results = Schema.Evaluate(JsonSerializer.SerializeToElement(Json(root)), EveryError);
        if (results.IsValid)
            return [];
        return [.. (results.Details ?? []).Append(results).SelectMany(each => each.Errors ?? [], (each, error) => $"{each.InstanceLocation}: {error.Value}"), "invalid"];
    }

    /// <summary>The words that a key may hold, in a list or alone; none when it takes others.</summary>
    public static string[] Words(JsonElement node)
    {
        if (node.TryGetProperty("enum", out var words))
            return [.. words.EnumerateArray().Select(word => word.GetString()!)];
        return node.TryGetProperty("anyOf", out var forms) ? [.. forms.EnumerateArray().SelectMany(Words)] : [];
    }

    private static IEnumerable<(string Path, JsonElement Node)> Keys(JsonElement node, string path, string[] within)
    {
        if (node.ValueKind != JsonValueKind.Object)
            return [];
        if (node.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            return within.Contains(name) ? [] : Keys(Target(name), path, [.. within, name]);
        }

        var keys = new List<(string, JsonElement)>();
        foreach (var part in node.EnumerateObject())
        {
            switch (part.Name)
            {
                case "properties":
                    foreach (var key in part.Value.EnumerateObject())
                    {
                        var at = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
                        keys.Add((at, key.Value));
                        keys.AddRange(Keys(key.Value, at, within));
                    }

                    break;
                case "items":
                    keys.AddRange(Keys(part.Value, $"{path}[]", within));
                    break;
                case "additionalProperties":
                    keys.AddRange(Keys(part.Value, $"{path}.*", within));
                    break;
                case "allOf" or "anyOf" or "oneOf":
                    keys.AddRange(part.Value.EnumerateArray().SelectMany(form => Keys(form, path, within)));
                    break;
                default:
                    break;
            }
        }

        return keys;
    }

    private static JsonElement Target(string reference) =>
        reference.Split('/').Skip(1).Aggregate(Root, (node, name) => node.GetProperty(name));

    // As an editor reads it, by YAML 1.2: only what is written without quotes can be a number, true, false or nothing.
    private static JsonNode? Json(YamlValue value) => value switch
    {
        YamlValue.Map map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        YamlValue.List list => new JsonArray([.. list.Items.Select(Json)]),
        YamlValue.Scalar { IsNothing: true } => null,
        YamlValue.Scalar { IsPlain: true, Text: "true" or "false" } flag => flag.Text == "true",
        YamlValue.Scalar { IsPlain: true } scalar when NumberReading.TryNumber(scalar.Text, out var number) => number,
        YamlValue.Scalar scalar => scalar.Text,
        _ => throw new InvalidOperationException($"A new kind of value, {value.GetType().Name}, must be added here."),
    };
}
