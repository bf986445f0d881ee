using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace WinBack.Local.Durable;

/// <summary>What every orchestration of one engine shares.</summary>
internal sealed class DurableEnvironment(DurableOptions options, ILoggerFactory loggers)
{
    public DataConverter Converter => options.Converter;

    public ILoggerFactory Loggers => loggers;

    /// <summary>A failure as it is stored and handed to waiting code; without stack traces unless they are wanted.</summary>
    public TaskFailureDetails Details(Exception exception)
    {
        var details = TaskFailureDetails.FromException(exception);
        return options.KeepStackTraces ? details : WithoutTrace(details);
    }

    private static TaskFailureDetails WithoutTrace(TaskFailureDetails details) => details with
    {
        StackTrace = null,
        InnerFailure = details.InnerFailure is { } inner ? WithoutTrace(inner) : null,
    };
}
