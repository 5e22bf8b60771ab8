using Analytics.Collector.Delivery.Kafka;
using Analytics.Contracts;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Duplicates;

/// <summary>
/// After a start, learns from Kafka what an earlier run had stored: the newest first, since clients retry at once what a crash left
/// unanswered.
/// The start waits for a first part of it, but not for long; the rest comes while events are taken.
/// </summary>
sealed partial class RecentIdsLoader(
    KafkaOptions options,
    Topics topics,
    KafkaState kafka,
    RecentIds recent,
    EventIdentity identity,
    DuplicatesOptions duplicates,
    TimeProvider clock,
    ILogger<RecentIdsLoader> log
) : IHostedService, IDisposable
{
    /// <summary>The drain waits for the answer: a Kafka that takes events and still does not tell must not hold it up for ever.</summary>
    const int Tries = 5;

    static readonly TimeSpan _startWaits = TimeSpan.FromSeconds(2);
    static readonly TimeSpan _clockDoubt = TimeSpan.FromMinutes(1);
    static readonly TimeSpan _endWaits = TimeSpan.FromSeconds(1);
    static readonly TimeSpan _betweenTries = TimeSpan.FromSeconds(1);
    readonly CancellationTokenSource _stopping = new();
    readonly TaskCompletionSource _newest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task _reading = Task.CompletedTask;

    /// <summary>When the oldest event of the spool was put there; null when it is empty. To be set before the start.</summary>
    public DateTimeOffset? SpoolBegan { get; set; }

    /// <summary>Ends when Kafka has told everything, or can't.</summary>
    public Task Done => _reading;

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
                using var tail = new KafkaTail(options, topics, identity);
                var ids = 0;
                foreach (var part in tail.ReadNewestFirst(Since(), _stopping.Token))
                {
                    ids += part.Length;
                    if (!recent.RememberEarlier(part))
                        break;

                    // The newest part, and as many more as a start may wait for.
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
    /// As far back as retries are recognized, and to where the spool begins: Kafka may have got some of that before a crash.
    /// </summary>
    DateTimeOffset Since()
    {
        var window = clock.GetUtcNow() - duplicates.Window;
        return SpoolBegan - _clockDoubt is { } spool && spool < window ? spool : window;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.duplicates.refilled: {Ids} recent events known from Kafka after {Seconds:0.0} s"
    )]
    partial void LogDone(int ids, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.duplicates.unknown: this collector cannot read its topics, so retries of what an earlier run "
            + "stored are not recognized: {Reason}"
    )]
    partial void LogRefused(string reason);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.duplicates.waiting: Kafka does not tell yet what an earlier run stored: {Reason}"
    )]
    partial void LogAgain(string reason);
}
