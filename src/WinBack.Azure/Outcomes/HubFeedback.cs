using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Azure.NotificationHubs;
using Microsoft.Azure.NotificationHubs.Messaging;
using Microsoft.Extensions.Logging;
using WinBack.Azure.Sending;
using WinBack.Storage.Outcomes;

namespace WinBack.Azure.Outcomes;

/// <summary>
/// The feedback container of a hub of the Standard tier: one blob a day, to which the hub adds an entry for each handle that a platform refused.
/// The hub gives an address that may be read and listed for a day, and is asked for one at each listing.
/// </summary>
internal sealed class HubFeedback(INotificationHubClient hub, HttpClient http, ILogger log) : IPushFeedback
{
    // 5,000 days each.
    private const int MostPages = 4;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FeedbackFile>> ListAsync(CancellationToken cancel = default)
    {
        List<FeedbackFile> files = [];
        if (await ContainerAsync(cancel) is not { } container)
            return files;
        var marker = "";
        for (var page = 0; page < MostPages; page++)
        {
            await using var body = await http.GetStreamAsync(Listing(container, marker), cancel);
            var listing = Load(body);
            files.AddRange(listing.Descendants("Blob").Select(blob => File(container, blob)).OfType<FeedbackFile>());
            marker = listing.Element("NextMarker")?.Value ?? "";
            if (marker.Length == 0)
                break;
        }

        return files;
    }

    /// <inheritdoc/>
    public async Task<FeedbackSlice> ReadAsync(FeedbackFile file, long from, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
        request.Headers.Range = new RangeHeaderValue(from, from + PnsFeedback.SliceBytes - 1);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable)
            return new([], 0, from);        // it went, or was written anew, since it was listed
        answer.EnsureSuccessStatusCode();
        if (answer.StatusCode != HttpStatusCode.PartialContent)
            throw new HttpRequestException("The feedback of the hub was not given in part, as asked for.");
        return PnsFeedback.Read(await answer.Content.ReadAsByteArrayAsync(cancel), from);
    }

    private async Task<Uri?> ContainerAsync(CancellationToken cancel)
    {
        try
        {
            return await hub.GetFeedbackContainerUriAsync(cancel) is { Scheme: "https" } container ? container : null;
        }
        catch (MessagingException refused) when (refused.Detail?.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            log.NoFeedback((int)refused.Detail.HttpStatusCode);
            return null;
        }
    }

    private static Uri Listing(Uri container, string marker) => new UriBuilder(container)
    {
        Query = $"{container.Query.TrimStart('?')}&restype=container&comp=list{(marker.Length > 0 ? $"&marker={Uri.EscapeDataString(marker)}" : "")}",
    }.Uri;

    private static FeedbackFile? File(Uri container, XElement blob)
    {
        var properties = blob.Element("Properties");
        return blob.Element("Name")?.Value is { Length: > 0 } name
            && properties?.Element("Etag")?.Value is { Length: > 0 } etag
            && long.TryParse(properties.Element("Content-Length")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && DateTimeOffset.TryParseExact(properties.Element("Last-Modified")?.Value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var changed)
                ? new(name, etag, length, changed, new UriBuilder(container) { Path = $"{container.AbsolutePath.TrimEnd('/')}/{Uri.EscapeDataString(name)}" }.Uri)
                : null;
    }

    private static XElement Load(Stream body)
    {
        using var reader = XmlReader.Create(body, PnsFeedback.Untrusted(most: 16 * 1024 * 1024));
        return XElement.Load(reader);
    }
}
