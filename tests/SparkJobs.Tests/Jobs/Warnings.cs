using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SparkJobs.Tests.Jobs;

/// <summary>Captures the warnings of the jobs.</summary>
sealed class Warnings : ILogger
{
    public ConcurrentQueue<string> All { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
            All.Enqueue(formatter(state, exception));
    }
}
