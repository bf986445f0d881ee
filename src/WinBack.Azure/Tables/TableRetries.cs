namespace WinBack.Azure.Tables;

/// <summary>How often and how long a request is tried before it counts as an outage.</summary>
internal sealed record TableRetries
{
    /// <value>Tries after the first, of reads, of throttled writes, and of writes in doubt. Default 5.</value>
    public int MaxRetries { get; init; } = 5;

    /// <value>Wait before the second try; doubles from one to the next, and varies by a fifth. Default 200 ms: 6 seconds in all.</value>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <value>Longest wait between two tries. Default 5 s.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <value>How long to wait for an answer. Default 35 s: the service itself gives up after 30.</value>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(35);
}
