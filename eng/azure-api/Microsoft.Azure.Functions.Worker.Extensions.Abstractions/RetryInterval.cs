namespace Microsoft.Azure.Functions.Worker;

// The real attributes check their intervals too, so that a bad one stops the start and not the first retry.
internal static class RetryInterval
{
    internal static TimeSpan Parse(string interval, string parameter) =>
        TimeSpan.TryParse(interval, out var parsed) && parsed >= TimeSpan.Zero
            ? parsed
            : throw new ArgumentOutOfRangeException(parameter, interval, "A retry interval is a time span that is not negative.");
}
