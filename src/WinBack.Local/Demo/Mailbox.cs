using System.Text.RegularExpressions;
using WinBack.Core.Sending;

namespace WinBack.Local.Demo;

/// <summary>
/// What comes back of e-mails and text messages without the shop: links that readers follow, and reports of the provider. Of a push the shop's app tells.
/// </summary>
internal sealed partial class Mailbox
{
    private readonly PriorityQueue<string, (DateTimeOffset At, long Order)> _links = new();
    private readonly PriorityQueue<(string Id, ReadOnlyMemory<byte> Body), (DateTimeOffset At, long Order)> _reports = new();
    private long _order;

    /// <summary>A message was sent, and will be read like that.</summary>
    public void Receive(OutboundMessage message, Reading reading, DateTimeOffset at)
    {
        Report($"delivery-{message.Key}", ProviderReport.Delivery(message, reading.Arrives, at.AddSeconds(20)), at.AddSeconds(20));
        if (reading.OpenedAfter is { } opened)
            Report($"opening-{message.Key}", ProviderReport.Opening(message, reading.OpenedBy, at + opened), at + opened);
        if (reading.ClickedAfter is { } clicked && Link().Match(message.Content.Text) is { Success: true } link)
            _links.Enqueue(link.Value, (at + clicked, _order++));
    }

    /// <summary>Takes the next link that is followed up to an instant: its path, and when; null when there is none.</summary>
    public (string Path, DateTimeOffset At)? NextLink(DateTimeOffset upTo)
    {
        if (!_links.TryPeek(out var path, out var key) || key.At > upTo)
            return null;
        _links.Dequeue();
        return (path, key.At);
    }

    /// <summary>Takes everything that the provider reports up to an instant, in order.</summary>
    public IReadOnlyList<(string Id, string ContentType, string Subject, ReadOnlyMemory<byte> Body)> TakeReports(DateTimeOffset upTo)
    {
        var taken = new List<(string, string, string, ReadOnlyMemory<byte>)>();
        while (_reports.TryPeek(out var report, out var key) && key.At <= upTo)
        {
            _reports.Dequeue();
            taken.Add((report.Id, "application/cloudevents+json", "feedback", report.Body));
        }

        return taken;
    }

    private void Report(string id, ReadOnlyMemory<byte> body, DateTimeOffset at) => _reports.Enqueue((id, body), (at, _order++));

    [GeneratedRegex("(?<=//[^/]+/)" + MessageFrames.ClickRoute + @"[\w.-]+")]
    private static partial Regex Link();
}
