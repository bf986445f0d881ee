using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WinBack.Local.Tests.Hostile;

/// <summary>Keeps what is logged, its exceptions included.</summary>
internal sealed class LogCatcher : ILoggerProvider
{
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel ";

    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = [];

    public IEnumerable<string> Lines => _lines.Select(line => line.Text);

    /// <summary>Faults of ours. The server reports by itself, at this level, that it could not read the rest of a body whose sender tore the connection down.</summary>
    public IEnumerable<string> Errors => _lines.Where(line => line.Level >= LogLevel.Error && !line.Text.StartsWith(Server, StringComparison.Ordinal)).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Keeper(this, categoryName);

    public void Dispose() => _lines.Clear();

    private sealed class Keeper(LogCatcher all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all._lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {exception}"));
    }
}
