using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>Starts the services that move events before the first request, and stops them after the last one.</summary>
sealed class DeliveryLifetime(EventRouter router, EventPublisher publisher, KafkaState kafka, TimeProvider clock, SpoolParts? spool = null)
    : IHostedService
{
    static readonly TimeSpan _betweenLooks = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan _lastAcknowledgements = TimeSpan.FromSeconds(3);
    ITimer? _watch;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (spool is not null)
        {
            if (!spool.Log.IsDrained)
                router.BeginSpooling();

            spool.Writer.Start();
            spool.Drain.Start();
        }

        _watch = clock.CreateTimer(_ => Look(), null, _betweenLooks, _betweenLooks);
        return Task.CompletedTask;
    }

    void Look()
    {
        router.Watch();
        if (spool is not var (log, writer, drain))
            return;

        SpoolMetrics.Holds(log.IsDrained ? 0 : log.End - log.Drained, log.Bytes, log.OldestAge);
        SpoolMetrics.Works(writer.UnhealthyReason is null && drain.UnhealthyReason is null);
    }

    /// <summary>
    /// Stops after every request is answered or its client is gone. The events under way to Kafka get a short time; the remaining ones are
    /// in the spool.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_watch is not null)
            await _watch.DisposeAsync();

        await Task.Run(
            () =>
            {
                if (kafka.Ready && router.Mode == RouterMode.Direct)
                    publisher.Flush(_lastAcknowledgements);

                router.TryDivert("the collector ends");
                spool?.Drain.Dispose();
                spool?.Writer.Dispose();
                spool?.Log.Dispose();
            },
            CancellationToken.None
        );
    }
}

/// <summary>The services of the spool, when it is on.</summary>
sealed record SpoolParts(SpoolLog Log, SpoolWriter Writer, SpoolDrain Drain);
