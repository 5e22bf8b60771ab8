using Analytics.Contracts;
using Confluent.Kafka;

namespace Analytics.Collector.Delivery.Kafka;

/// <summary>Checks regularly whether each topic exists and has a leader for every partition.</summary>
sealed partial class KafkaProbe(
    EventPublisher publisher,
    KafkaOptions options,
    Topics topics,
    KafkaState state,
    TimeProvider clock,
    ILogger<KafkaProbe> log
) : BackgroundService
{
    static readonly TimeSpan _timeout = TimeSpan.FromSeconds(2);
    readonly string[] _topics = [topics.Events, topics.Historical, topics.Rejected];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.ProbeInterval, clock);
        do
        {
            // The check blocks, so it has a separate thread; otherwise it would block a request thread while Kafka is away.
            var reason = await Task.Factory.StartNew(
                UnhealthyReason,
                stoppingToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            if (reason != state.UnhealthyReason)
                LogChanged(reason ?? "ready");

            state.UnhealthyReason = reason;
            KafkaMetrics.Ready(state.Ready);
        } while (await NextAsync(timer, stoppingToken));
    }

    static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    string? UnhealthyReason()
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(publisher.Handle).Build();
            return _topics.Select(topic => UnhealthyReason(admin, topic)).FirstOrDefault(reason => reason is not null);
        }
        catch (Exception failure) when (failure is KafkaException or ObjectDisposedException)
        {
            return (failure as KafkaException)?.Error.Reason ?? "the producer is being replaced";
        }
    }

    static string? UnhealthyReason(IAdminClient admin, string topic)
    {
        var metadata = admin.GetMetadata(topic, _timeout).Topics[0];
        return metadata.Error.IsError ? $"{topic}: {metadata.Error.Reason}"
            : metadata.Partitions.Any(partition => partition.Leader < 0) ? $"{topic}: a partition has no leader"
            : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "collector.kafka.state_changed: {State}")]
    partial void LogChanged(string state);
}
