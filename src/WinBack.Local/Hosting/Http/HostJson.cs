using System.Text.Json;

namespace WinBack.Local.Hosting.Http;

/// <summary>What the local host reads of host.json.</summary>
/// <param name="RoutePrefix">Put before every route, without slashes at its ends; "api" unless host.json says otherwise.</param>
internal sealed record HostJson(string RoutePrefix)
{
    private const string DefaultPrefix = "api";

    /// <summary>Reads the host.json that was built next to an assembly; defaults when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is no JSON.</exception>
    public static HostJson Read(string folder)
    {
        var path = Path.Combine(folder, "host.json");
        if (!File.Exists(path))
            return new HostJson(DefaultPrefix);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new HostJson(Text(json.RootElement, "extensions", "http", "routePrefix")?.Trim('/') ?? DefaultPrefix);
        }
        catch (JsonException bad)
        {
            throw new InvalidDataException($"{path} is no JSON: {bad.Message}", bad);
        }
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }
        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
