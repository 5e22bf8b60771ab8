using Analytics.Collector.Enrichment;
using Analytics.Testing.Waiting;
using Collector.Tests.Keys;
using Collector.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Collector.Tests.Enrichment;

/// <summary>A collector whose clock is far ahead of Kafka's is not ready: streaming would reject what it accepts.</summary>
[Trait("Fault", "F12")]
public sealed class BrokerClockTests(RunningCollector running)
{
    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    [InlineData(3600, false)]
    [InlineData(-3600, true)]
    public void Is_right_while_it_is_less_than_half_of_the_tolerance_ahead(int seconds, bool isRight)
    {
        var brokers = Clock();
        Assert.Null(brokers.Ahead);

        brokers.Appended(_time.GetUtcNow().AddSeconds(-seconds).ToUnixTimeMilliseconds());

        Assert.Equal(TimeSpan.FromSeconds(seconds), brokers.Ahead);
        Assert.Equal(isRight, brokers.UnhealthyReason is null);
    }

    [Fact]
    public void Is_unknown_a_minute_after_the_last_event()
    {
        var brokers = Clock();
        brokers.Appended(_time.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds());
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(brokers.UnhealthyReason);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(brokers.UnhealthyReason);
        Assert.Null(brokers.Ahead);
    }

    [Fact]
    public async Task Is_compared_with_the_broker_when_events_are_sent()
    {
        using var answer = await running.Collector.PostAsync(RunningCollector.ServerKey, Posting.Events(1, $"{Guid.NewGuid():N}"));
        answer.EnsureSuccessStatusCode();

        await Poll.UntilAsync("the clocks are compared", async () =>
            (await running.Http.GetStringAsync("/metrics")).Contains("\ncollector_clock_ahead_seconds ", StringComparison.Ordinal)
        );
        Assert.InRange(await running.Collector.MetricAsync("collector_clock_ahead_seconds"), -30, 30);
    }

    BrokerClock Clock() => new(_time, NullLogger<BrokerClock>.Instance);
}
