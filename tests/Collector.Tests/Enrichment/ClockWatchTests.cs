using Analytics.Collector.Enrichment;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Enrichment;

[Trait("Fault", "F12")]
public sealed class ClockWatchTests
{
    readonly SetClock _clock = new();

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(2)]
    public void Finds_a_clock_that_was_set_and_finds_it_once(int seconds)
    {
        using var watch = Watch();
        Pass(1);
        Assert.Null(watch.Look());
        Pass(1);
        _clock.Error += TimeSpan.FromSeconds(seconds);
        Assert.Equal(TimeSpan.FromSeconds(seconds), watch.Look());
        Pass(1);
        Assert.Null(watch.Look());
    }

    [Fact]
    public void Finds_nothing_when_the_process_was_frozen_or_the_clock_is_corrected_gradually()
    {
        using var watch = Watch();
        Pass(600);
        Assert.Null(watch.Look());
        for (var second = 0; second < 100; second++)
        {
            Pass(1);
            _clock.Error += TimeSpan.FromMilliseconds(100);
            Assert.Null(watch.Look());
        }
    }

    [Fact]
    public void Finds_nothing_when_the_process_was_frozen_between_two_readings()
    {
        using var watch = Watch();
        _clock.Pause = TimeSpan.FromSeconds(10);
        Assert.Null(watch.Look());
        _clock.Pause = TimeSpan.Zero;
        Assert.Null(watch.Look());
    }

    [Fact]
    public void A_clock_that_was_set_is_compared_with_kafkas_anew()
    {
        var brokers = new BrokerClock(_clock, NullLogger<BrokerClock>.Instance);
        using var watch = new ClockWatch(brokers, _clock, NullLogger<ClockWatch>.Instance);
        brokers.Appended(_clock.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds());
        Assert.NotNull(brokers.UnhealthyReason);

        _clock.Error -= TimeSpan.FromHours(1);
        Assert.NotNull(watch.Look());

        Assert.Null(brokers.UnhealthyReason);
        Assert.Null(brokers.Ahead);
    }

    ClockWatch Watch() => new(new BrokerClock(_clock, NullLogger<BrokerClock>.Instance), _clock, NullLogger<ClockWatch>.Instance);

    void Pass(int seconds) => _clock.Elapsed += TimeSpan.FromSeconds(seconds);

    sealed class SetClock : TimeProvider
    {
        static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public TimeSpan Elapsed { get; set; }

        public TimeSpan Error { get; set; }

        /// <summary>The time that passes after each reading of the clock.</summary>
        public TimeSpan Pause { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override DateTimeOffset GetUtcNow()
        {
            var now = _noon + Elapsed + Error;
            Elapsed += Pause;
            return now;
        }
    }
}
