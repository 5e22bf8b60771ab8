using Analytics.Collector.Delivery.Kafka;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Delivery.Kafka;

public sealed class QueueGateTests
{
    const int MegaByte = 1024 * 1024;
    readonly FakeTimeProvider _clock = new();
    readonly QueueGate _gate;

    public QueueGateTests() => _gate = new(new KafkaOptions { QueueEvents = 1000, QueueMegabytes = 8 }, _clock);

    [Fact]
    public void An_empty_queue_takes_a_request_of_any_size() => Assert.True(_gate.TryEnter("a", 5000, 100 * MegaByte));

    [Fact]
    public void A_lone_key_leaves_room_for_another()
    {
        Assert.Equal(75, Entered("a", 10, 0));
        Assert.Equal(25, Entered("b", 10, 0));
    }

    [Fact]
    public void No_key_has_more_than_half_of_the_events_while_another_is_active()
    {
        Assert.True(_gate.TryEnter("b", 1, 0));
        Assert.Equal(50, Entered("a", 10, 0));
        Assert.Equal(49, Entered("b", 10, 0));
        Leave("a", 50);
        Leave("b", 49);
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(75, Entered("a", 10, 0));
    }

    [Fact]
    public void No_key_has_more_than_half_of_the_bytes_while_another_is_active()
    {
        Assert.True(_gate.TryEnter("b", 1, 1));
        Assert.Equal(4, Entered("a", 1, MegaByte));
        Assert.Equal(3, Entered("b", 1, MegaByte));
    }

    [Fact]
    public void A_key_that_holds_nothing_may_enter_with_more_than_half()
    {
        Assert.True(_gate.TryEnter("b", 1, 0));
        Assert.True(_gate.TryEnter("a", 900, 0));
        Assert.False(_gate.TryEnter("a", 1, 0));
        Assert.True(_gate.TryEnter("b", 99, 0));
    }

    int Entered(string key, int events, long bytes)
    {
        var entered = 0;
        while (_gate.TryEnter(key, events, bytes))
            entered++;

        return entered;
    }

    void Leave(string key, int times)
    {
        for (var at = 0; at < times; at++)
            _gate.Leave(key, 10, 0);
    }
}
