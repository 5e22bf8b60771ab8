using Analytics.Collector.Delivery.Kafka;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>
/// Reads from Kafka, after a start, which events an earlier run stored: the newest first, because clients retry at once the requests that a
/// crash left unanswered. The start waits a short time for the first part; the rest is read while events are accepted.
/// </summary>
sealed partial class RecentIdsLoader(
    KafkaTail tail,
    KafkaState kafka,
    RecentIds recent,
    DuplicatesOptions duplicates,
    TimeProvider clock,
    ILogger<RecentIdsLoader> log
) : IHostedService, IDisposable
{
    /// <summary>
    /// The read stops after this many times the memory's size, so that one busy source does not extend it without limit.
    /// </summary>
    const int Memories = 8;

    /// <summary>Limits how long the drain waits for the answer, because a Kafka that accepts events may fail to answer reads.</summary>
    const int Tries = 5;

    static readonly TimeSpan _startWaits = TimeSpan.FromSeconds(2);
    static readonly TimeSpan _clockDoubt = TimeSpan.FromMinutes(1);
    static readonly TimeSpan _endWaits = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _betweenTries = TimeSpan.FromSeconds(1);
    readonly CancellationTokenSource _stopping = new();
    readonly TaskCompletionSource _newest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task _reading = Task.CompletedTask;

    /// <summary>When the oldest event of the spool was put there; null when the spool is empty. It must be set before the start.</summary>
    public DateTimeOffset? SpoolBegan { get; set; }

    /// <summary>Waits until Kafka accepts events and the read of earlier events has ended, with or without success.</summary>
    public void WaitUntilDone(CancellationToken stopping)
    {
        kafka.WaitUntilReady(stopping);
        _reading.Wait(stopping);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _reading = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(_newest.Task, _reading, Task.Delay(_startWaits, clock, cancellationToken));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_reading, Task.Delay(_endWaits, clock, cancellationToken));
    }

    public void Dispose() => _stopping.Dispose();

    void Run()
    {
        var began = clock.GetTimestamp();
        for (var vain = 0; !_stopping.IsCancellationRequested; )
        {
            try
            {
                var ids = 0;
                foreach (var part in tail.ReadNewestFirst(Since(), _stopping.Token))
                {
                    ids += part.Length;
                    recent.RememberEarlier(part);
                    if (ids >= (long)duplicates.Events * Memories)
                        break;

                    // The newest part, and as many more as can be read within the start's time limit.
                    if (clock.GetElapsedTime(began) > _startWaits / 2)
                        _newest.TrySetResult();
                }

                if (!_stopping.IsCancellationRequested)
                    LogDone(ids, clock.GetElapsedTime(began).TotalSeconds);

                return;
            }
            catch (KafkaException failure) when (IsDenied(failure.Error.Code) || (kafka.Ready && ++vain == Tries))
            {
                LogRefused(failure.Error.Reason);
                return;
            }
            catch (KafkaException failure)
            {
                LogAgain(failure.Error.Reason);
                if (_stopping.Token.WaitHandle.WaitOne(_betweenTries))
                    return;
            }

            try
            {
                kafka.WaitUntilReady(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    static bool IsDenied(ErrorCode code) =>
        code is ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed;

    /// <summary>
    /// Returns the earlier of the beginning of the retry window and that of the spool: a crash may have left spooled events in Kafka.
    /// </summary>
    DateTimeOffset Since()
    {
        var window = clock.GetUtcNow() - duplicates.Window;
        return SpoolBegan - _clockDoubt is { } spool && spool < window ? spool : window;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.duplicates.loaded: {Ids} recent events read from Kafka after {Seconds:0.0} s"
    )]
    partial void LogDone(int ids, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.duplicates.unreadable: this collector cannot read its topics, so retries of events that an earlier run "
            + "stored are not recognized: {Reason}"
    )]
    partial void LogRefused(string reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.duplicates.waiting: the events that an earlier run stored cannot be read from Kafka yet: {Reason}"
    )]
    partial void LogAgain(string reason);
}
