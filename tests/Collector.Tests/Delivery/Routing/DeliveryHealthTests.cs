using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Routing;
using Analytics.Collector.Delivery.Spool;
using Collector.Tests.Delivery.Spool;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Delivery.Routing;

/// <summary>The health of a collector whose Kafka answers questions but stores nothing.</summary>
public sealed class DeliveryHealthTests : IDisposable
{
    readonly FakeTimeProvider _clock = new();
    readonly KafkaState _kafka = new() { UnhealthyReason = null };
    readonly RetryAfterEstimate _refusals;

    public DeliveryHealthTests() => _refusals = new(_clock);

    public void Dispose() => _kafka.Dispose();

    [Fact]
    public void Is_unhealthy_once_the_spool_has_no_room_for_another_segment()
    {
        var options = new SpoolOptions { MaxMegabytes = 8 };
        var disk = new FragileDisk(new Random(1), _ => { });
        using var log = new SpoolRecovery(disk, options.SegmentBytes, _clock, NullLogger<SpoolLog>.Instance).Open(_ => { });
        using var writer = new SpoolWriter(log, new DirectAttempts(), options, _clock, NullLogger<SpoolWriter>.Instance);
        var router = Router(options, writer);
        var health = new DeliveryHealth(_kafka, router, _refusals, writer);
        router.BeginSpooling();
        Assert.Null(health.UnhealthyReason);
        for (; writer.HasRoom(200_000); log.Append([SpoolModel.Event(log.Next, 200_000)]))
            Assert.True(health.UnhealthyReason is null || writer.Fullness > 0.85, health.UnhealthyReason);

        Assert.StartsWith("spool: ", health.UnhealthyReason);
    }

    [Fact]
    public void Is_unhealthy_without_a_spool_while_nothing_is_stored_and_until_no_request_tells()
    {
        var health = new DeliveryHealth(_kafka, Router(new SpoolOptions { MaxMegabytes = 0 }), _refusals);
        _refusals.Refused();
        Assert.Null(health.UnhealthyReason);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(health.UnhealthyReason);
        _refusals.Refused();
        Assert.NotNull(health.UnhealthyReason);

        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(health.UnhealthyReason);
        _refusals.Refused();
        Assert.NotNull(health.UnhealthyReason);

        _refusals.Took();
        Assert.Null(health.UnhealthyReason);
    }

    EventRouter Router(SpoolOptions options, SpoolWriter? writer = null) =>
        new(publisher: null!, options, new KafkaOptions(), _clock, NullLogger<EventRouter>.Instance, writer);
}
