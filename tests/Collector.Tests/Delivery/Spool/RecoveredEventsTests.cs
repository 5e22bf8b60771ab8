using System.Text;
using Analytics.Collector.Delivery.Duplicates;
using Analytics.Collector.Delivery.Kafka;
using Analytics.Collector.Delivery.Spool;
using Analytics.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Delivery.Spool;

/// <summary>The events of an earlier run that Kafka may have already.</summary>
public sealed class RecoveredEventsTests
{
    readonly FakeTimeProvider _clock = new();
    readonly EventIdentity _identity = new(new Topics("t"));
    readonly RecentIds _recent;

    public RecoveredEventsTests() => _recent = new RecentIds(new DuplicatesOptions { Events = 1000 }, _clock);

    [Fact]
    public void What_kafka_has_is_known_until_the_spool_is_drained_however_long_that_takes()
    {
        var recovered = new RecoveredEvents(_recent, _identity);
        var disk = new FragileDisk(new Random(1), _ => { });
        using (var log = Open(disk, _ => { }))
            log.Append([Event(1), Event(2)]);

        using var next = Open(disk, recovered.Add);
        var spooled = new List<SpooledEvent>();
        new SpoolCursor(next, next.Drained, (_, _) => { }).Read(spooled, 2, 100_000);
        _recent.RememberEarlier([new EarlierId("web", _identity.Of(spooled[1].Topic, spooled[1].Value))]);
        PassWindow();
        Assert.Equal([false, true], spooled.Select(one => recovered.IsStoredElsewhere(one)));

        recovered.Drained(spooled[1].Sequence);
        PassWindow();
        Assert.True(recovered.IsStoredElsewhere(spooled[1]));

        recovered.Drained(spooled[1].Sequence + 1);
        PassWindow();
        Assert.False(recovered.IsStoredElsewhere(spooled[1]));
    }

    /// <summary>Lets the window pass; a new claim then forgets what is over.</summary>
    void PassWindow()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        _recent.Take("a", []).Settle(null);
    }

    SpoolLog Open(FragileDisk disk, SpoolVisitor visit) =>
        new SpoolRecovery(disk, 10_000, _clock, NullLogger<SpoolLog>.Instance).Open(visit);

    static OutgoingEvent Event(int id) =>
        new(0, "t.events", "web:u"u8.ToArray(), Encoding.UTF8.GetBytes($$"""{"event_id":"{{new Guid(id, 0, 0, new byte[8])}}"}"""));
}
