using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using WinBack.Core.Campaigns;
using WinBack.Core.Sending;
using WinBack.Local.App;

namespace WinBack.Local.Commands;

/// <summary>A host that runs on a directory in another process, asked over HTTP: only it may write there.</summary>
internal sealed class RunningHost : IDisposable
{
    private readonly HttpClient _http;

    private RunningHost(Uri address) => _http = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The host of a directory; null when none answers.</summary>
    public static async Task<RunningHost?> FindAsync(DataDirectory data, CancellationToken cancel)
    {
        if (!File.Exists(data.Address) || !Uri.TryCreate(await File.ReadAllTextAsync(data.Address, cancel), UriKind.Absolute, out var address))
            return null;
        var host = new RunningHost(address);
        try
        {
            using var answer = await host._http.GetAsync("api/health", cancel);
            return host;
        }
        catch (HttpRequestException)
        {
            host.Dispose();   // it was killed and could not take its address with it
            return null;
        }
    }

    public async Task<DateTimeOffset> AdvanceAsync(Threshold by, CancellationToken cancel)
    {
        using var answer = await _http.PostAsync($"local/advance?by={by}", null, cancel);
        return (await ReadAsync(answer, cancel)).GetProperty("now").GetDateTimeOffset();
    }

    /// <summary>Publishes a campaign file; what the host answered.</summary>
    public Task<CampaignAnswer> PublishAsync(string fileName, string text, string by, bool isConfirmed, CancellationToken cancel) => AskAsync(
        $"api/admin/campaigns?file={Uri.EscapeDataString(fileName)}&by={Uri.EscapeDataString(by)}&confirm={(isConfirmed ? "true" : "false")}", text, cancel);

    /// <summary>Puts an exclusion list in force.</summary>
    public async Task PublishExclusionsAsync(string fileName, string text, CancellationToken cancel)
    {
        using var answer = await _http.PostAsync($"api/admin/exclusions?file={Uri.EscapeDataString(fileName)}&by=command-line", new StringContent(text), cancel);
        if (!answer.IsSuccessStatusCode)
            await ReadAsync(answer, cancel);
    }

    public Task<CampaignAnswer> SetStatusAsync(string campaign, CampaignStatus status, string by, bool isConfirmed, CancellationToken cancel) => AskAsync(
        $"api/admin/campaigns/{Uri.EscapeDataString(campaign)}/status/{status}?by={Uri.EscapeDataString(by)}&confirm={(isConfirmed ? "true" : "false")}", "", cancel);

    /// <summary>Sends a campaign to seeds; see <see cref="CampaignTestCommand"/>.</summary>
    public async Task<IReadOnlyList<SeedResult>> TestAsync(string file, IEnumerable<JsonObject> seeds, CancellationToken cancel)
    {
        using var answer = await _http.PostAsJsonAsync("api/admin/campaigns/test", new { file, seeds }, cancel);
        return (await ReadAsync(answer, cancel)).GetProperty("results").Deserialize<List<SeedResult>>(JsonOutput.Options)!;
    }

    /// <summary>Lets those in flight go on with the version that stands; what the host answered.</summary>
    public async Task<InFlightRule> MoveInFlightAsync(string campaign, string by, CancellationToken cancel)
    {
        using var answer = await _http.PostAsync($"api/admin/campaigns/{Uri.EscapeDataString(campaign)}/move-in-flight?by={Uri.EscapeDataString(by)}", null, cancel);
        return (await ReadAsync(answer, cancel)).Deserialize<InFlightRule>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Imports codes of an offer, in as many requests as they need.</summary>
    public async Task<(int Added, int Known)> ImportCodesAsync(string offer, IReadOnlyList<string> codes, CancellationToken cancel)
    {
        const int atOnce = 10_000;
        var (added, known) = (0, 0);
        foreach (var part in codes.Chunk(atOnce))
        {
            using var answer = await _http.PostAsync($"api/admin/offers/{Uri.EscapeDataString(offer)}/codes", new StringContent(string.Join('\n', part)), cancel);
            var import = await ReadAsync(answer, cancel);
            (added, known) = (added + import.GetProperty("added").GetInt32(), known + import.GetProperty("known").GetInt32());
        }

        return (added, known);
    }

    public async Task<int> ReclaimCodesAsync(string offer, CancellationToken cancel)
    {
        using var answer = await _http.PostAsync($"api/admin/offers/{Uri.EscapeDataString(offer)}/reclaim", null, cancel);
        return (await ReadAsync(answer, cancel)).GetProperty("reclaimed").GetInt32();
    }

    /// <summary>Posts item states as a source does; what the host answered.</summary>
    public async Task<JsonElement> PostCatalogueAsync(byte[] states, string key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/catalogue") { Content = new ByteArrayContent(states) };
        request.Headers.Add(WinBack.Functions.Events.SourceKeys.Header, key);
        using var answer = await _http.SendAsync(request, cancel);
        return await ReadAsync(answer, cancel);
    }

    public async Task EraseAsync(string user, CancellationToken cancel)
    {
        using var answer = await _http.PostAsync($"api/users/{Uri.EscapeDataString(user)}/erase", null, cancel);
        await ReadAsync(answer, cancel);
    }

    /// <summary>False when the id was not erased.</summary>
    public async Task<bool> ReadmitAsync(string user, CancellationToken cancel)
    {
        using var answer = await _http.PostAsync($"api/users/{Uri.EscapeDataString(user)}/readmit", null, cancel);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != System.Net.HttpStatusCode.NotFound)
            await ReadAsync(answer, cancel);
        return answer.IsSuccessStatusCode;
    }

    public void Dispose() => _http.Dispose();

    private async Task<CampaignAnswer> AskAsync(string path, string text, CancellationToken cancel)
    {
        using var answer = await _http.PostAsync(path, new StringContent(text), cancel);
        if (answer.StatusCode == System.Net.HttpStatusCode.NoContent)
            return new(default, null);
        if (answer.StatusCode != System.Net.HttpStatusCode.Conflict)
            return new(await ReadAsync(answer, cancel), null);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        var detail = problem.GetProperty("detail").GetString()!;
        return problem.TryGetProperty("ahead", out _) ? new(default, detail) : throw new CommandException(detail);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound && answer.RequestMessage!.RequestUri!.AbsolutePath.EndsWith("/advance", StringComparison.Ordinal))
            throw new CommandException("The host of this directory runs on the real clock, which nobody moves. Stop it first.");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return answer.IsSuccessStatusCode
            ? body
            : throw new CommandException($"The running host refused: {(body.TryGetProperty("detail", out var detail) ? detail : body)}");
    }
}

/// <summary>What the host said of a campaign.</summary>
/// <param name="Said">Its answer; nothing where it has none.</param>
/// <param name="HeldBack">Why nothing was done, when that is above the providers' limits; else null.</param>
internal sealed record CampaignAnswer(JsonElement Said, string? HeldBack);
