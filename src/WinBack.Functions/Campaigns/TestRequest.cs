using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using WinBack.Core.Campaigns;
using WinBack.Core.Reporting.Preview;
using WinBack.Core.Users;
using WinBack.Storage.Sending;

namespace WinBack.Functions.Campaigns;

/// <summary>What is sent to whom by <see cref="TestCampaign"/>.</summary>
internal sealed record TestRequest(Campaign Campaign, IReadOnlyList<User> Seeds)
{
    /// <summary>A campaign file, and 50 profiles.</summary>
    public const int MaxBytes = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    /// <returns>The request, or the problem to answer with.</returns>
    public static (TestRequest? Asked, IResult? Problem) Read(ReadOnlyMemory<byte> body, CampaignSet published, DateTimeOffset now)
    {
        if (Parsed(body) is not { } asked || asked["seeds"] is not JsonArray { Count: >= 1 and <= SeedSender.MostSeeds } profiles || Text(asked, "id") is null == Text(asked, "file") is null)
            return Bad($"Expected: an object with either id, of a published campaign, or file, the text of one, and with seeds, a list of 1 to {SeedSender.MostSeeds} profiles.");
        var seeds = new List<User>();
        foreach (var profile in profiles)
        {
            var (person, fault) = GivenPerson.Read(profile, $"seed-{seeds.Count + 1}", now);
            if (person is null)
                return Bad($"Seed {seeds.Count + 1}: {fault}");
            seeds.Add(person);
        }

        if (Text(asked, "id") is { } id)
            return published.Find(id) is { } found ? (new(found, seeds), null) : (null, Results.Problem($"There is no campaign '{id}'.", statusCode: 404, title: "No such campaign"));
        var file = CampaignFile.Read("campaign.yaml", Text(asked, "file")!);
        return file.Campaign is { } campaign
            ? (new(campaign, seeds), null)
            : (null, Results.Problem("Nothing was sent.", statusCode: 422, title: "The campaign file has errors", extensions: new Dictionary<string, object?> { ["errors"] = file.Errors }));
    }

    private static (TestRequest?, IResult?) Bad(string detail) => (null, Results.Problem(detail, statusCode: 400, title: "The request cannot be read"));

    private static string? Text(JsonObject from, string key) => from[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject? Parsed(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span, documentOptions: Strict) as JsonObject is { } read && read.Count >= 0 ? read : null;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)     // no JSON, or one key twice
        {
            return null;
        }
    }
}
