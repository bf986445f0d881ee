namespace WinBack.Core.Outcomes;

/// <summary>
/// Tells a click of a person from one of a program that looks at links: mail scanners, previews of messengers, prefetching. Nobody can tell for
/// certain; what is taken for a machine's is kept and marked.
/// </summary>
public static class MachineClick
{
    // Parts of names that such programs give themselves. Mail scanners often pretend to be browsers: those are caught by their haste.
    private static readonly string[] Names =
    [
        "bot", "crawl", "spider", "preview", "scan", "headless", "python", "curl", "wget", "java/", "okhttp", "go-http", "axios", "libwww",
        "facebookexternalhit", "whatsapp", "slack", "skype", "telegram", "proofpoint", "mimecast", "barracuda", "safelinks", "urldefense", "trendmicro", "symantec",
    ];

    /// <summary>Whether a request for a link is taken for a machine's.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="sentAt">When the message began to be sent.</param>
    /// <param name="now">When the link was asked for.</param>
    /// <param name="within">How soon after sending no person clicks.</param>
    public static bool Is(LinkRequest request, DateTimeOffset sentAt, DateTimeOffset now, TimeSpan within) =>
        request.IsHead || request.IsPrefetch || now - sentAt < within
        || string.IsNullOrWhiteSpace(request.UserAgent)
        || Names.Any(name => request.UserAgent.Contains(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What tells about who asks for a link.</summary>
/// <param name="UserAgent">As the program names itself; null or empty when it does not.</param>
/// <param name="IsHead">Asked for the headers only.</param>
/// <param name="IsPrefetch">Says that it asks ahead, before anybody clicked.</param>
public sealed record LinkRequest(string? UserAgent, bool IsHead, bool IsPrefetch);
