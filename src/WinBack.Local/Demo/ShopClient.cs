using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace WinBack.Local.Demo;

/// <summary>Posts the shop's events over HTTP, as any app would.</summary>
internal sealed class ShopClient : IDisposable
{
    private const int PerRequest = 500;

    private readonly HttpClient _http;
    private readonly ArrayBufferWriter<byte> _body = new(256 * 1024);

    public ShopClient(Uri host, string key)
    {
        _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host };
        _http.DefaultRequestHeaders.Add(WinBack.Functions.Events.SourceKeys.Header, key);
    }

    public long Applied { get; private set; }

    public long Duplicates { get; private set; }

    /// <exception cref="InvalidOperationException">The host refused something; the demo's events are all well formed.</exception>
    public async Task PostAsync(IReadOnlyList<ShopPost> posts, CancellationToken cancel)
    {
        foreach (var chunk in posts.Chunk(PerRequest))
        {
            _body.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_body))
            {
                json.WriteStartArray();
                foreach (var post in chunk)
                    post.Write(json);
                json.WriteEndArray();
            }

            using var content = new ReadOnlyMemoryContent(_body.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var answer = await _http.PostAsync("api/events", content, cancel);
            using var said = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancel), default, cancel);
            if (!answer.IsSuccessStatusCode || said.RootElement.GetProperty("refused").GetInt32() > 0)
                throw new InvalidOperationException($"The host refused the demo's events: {said.RootElement}");
            Applied += said.RootElement.GetProperty("applied").GetInt32();
            Duplicates += said.RootElement.GetProperty("duplicates").GetInt32();
        }
    }

    /// <summary>Follows a link of a message, as its reader's browser does, up to where it leads to the shop.</summary>
    /// <exception cref="InvalidOperationException">It leads nowhere; the demo's links are all good.</exception>
    public async Task FollowAsync(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "User-Agent", Reading.ByPerson } } };
        using var answer = await _http.SendAsync(request, cancel);
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"The host did not know a link of its own message: {(int)answer.StatusCode}");
    }

    public void Dispose() => _http.Dispose();
}
