using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Delivery.Spool;
using Analytics.Collector.Enrichment;
using Analytics.Contracts;
using Analytics.Testing.Waiting;
using Collector.Tests.Delivery.Spool;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Delivery.Routing;

/// <summary>The drain of a spool that the disk cannot read for a time.</summary>
public sealed class SpoolDrainTests : IDisposable
{
    static readonly TimeProvider _clock = TimeProvider.System;
    readonly SpoolOptions _options = new();
    readonly KafkaOptions _kafka = new() { BootstrapServers = "127.0.0.1:1" };
    readonly KafkaState _state = new() { UnhealthyReason = null };
    readonly FragileDisk _disk = new(new Random(1), _ => { });
    readonly EventPublisher _publisher;

    public SpoolDrainTests() =>
        _publisher = new(
            _kafka,
            TimeSpan.FromMinutes(1),
            new BrokerClock(_clock, NullLogger<BrokerClock>.Instance),
            new ClientLog(_clock, NullLogger<ClientLog>.Instance),
            NullLogger<EventPublisher>.Instance
        );

    public void Dispose()
    {
        _publisher.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task A_failed_read_is_in_the_health_of_the_sink_until_it_succeeds()
    {
        using var log = new SpoolRecovery(_disk, 100_000, _clock, NullLogger<SpoolLog>.Instance).Open(_ => { });
        var attempts = new DirectAttempts();
        using var writer = new SpoolWriter(log, attempts, _options, _clock, NullLogger<SpoolWriter>.Instance);
        var router = new EventRouter(_publisher, _options, _kafka, _clock, NullLogger<EventRouter>.Instance, writer);
        var refused = new RefusedEvents(_disk);
        using var loader = Loader(out var recent);
        var recovered = new RecoveredEvents(recent, new EventIdentity(new Topics("t")));
        var spool = new DrainedSpool(log, writer, attempts, recovered, refused);
        var passes = new DrainPasses(spool, _publisher, _kafka, _clock, NullLogger<SpoolDrain>.Instance);
        using var drain = new SpoolDrain(
            spool,
            passes,
            router,
            new ReturnPolicy(_options, _clock),
            loader,
            NullLogger<SpoolDrain>.Instance
        );
        var health = new DeliveryHealth(_state, router, new RetryAfterEstimate(_clock), writer, drain);
        log.Append([SpoolModel.Event(0, 100)]);
        router.BeginSpooling();
        _disk.UnreadableAt = SpoolSegment.HeaderSize + 60;
        drain.Start();

        await Poll.UntilAsync("the failure is told", () => health.SinkUnhealthyReason?.Contains("it cannot be drained") == true);
        Assert.Null(health.UnhealthyReason);
        _disk.UnreadableAt = null;
        await Poll.UntilAsync("the disk works again", () => health.SinkUnhealthyReason is null);
    }

    /// <summary>Returns a loader that is not started, and so has nothing to wait for.</summary>
    RecentIdsLoader Loader(out RecentIds recent)
    {
        var options = new DuplicatesOptions { Events = 1000 };
        recent = new RecentIds(options, _clock);
        return new RecentIdsLoader(tail: null!, _state, recent, options, _clock, NullLogger<RecentIdsLoader>.Instance);
    }
}
