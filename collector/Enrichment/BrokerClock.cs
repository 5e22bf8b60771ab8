using Analytics.Contracts;

namespace Analytics.Collector.Enrichment;

/// <summary>
/// Compares the machine's clock with Kafka's, by the times at which brokers appended this collector's events. Streaming rejects events that
/// were received more than <see cref="EventTimes.Ahead"/> after they were appended.
/// </summary>
sealed partial class BrokerClock(TimeProvider clock, ILogger<BrokerClock> log)
{
    /// <summary>How far the clock may be ahead before the collector is not ready: half of the tolerance.</summary>
    static readonly TimeSpan _most = EventTimes.Ahead / 2;

    // A comparison expires, so that a collector that gets no events because it is not ready becomes ready again.
    static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    volatile Comparison? _last;
    bool _isLogged;

    /// <summary>The reason why events should not be sent here; null while the clock is right or unknown.</summary>
    public string? UnhealthyReason =>
        Ahead is { } ahead && ahead > _most ? $"clock: {ahead.TotalSeconds:0} s ahead of Kafka's; set the clock of this machine" : null;

    /// <summary>
    /// How far the clock is ahead of Kafka's, negative when it is behind; null while no event was appended in the last minute.
    /// </summary>
    public TimeSpan? Ahead => _last is { } last && clock.GetElapsedTime(last.At) <= _longest ? last.Ahead : null;

    /// <summary>Notes that a broker has just appended an event.</summary>
    /// <param name="unixMilliseconds">The broker's time.</param>
    public void Appended(long unixMilliseconds) =>
        _last = new(TimeSpan.FromMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds() - unixMilliseconds), clock.GetTimestamp());

    /// <summary>Forgets the comparison, because the machine's clock was set.</summary>
    public void Forget() => _last = null;

    /// <summary>Writes the metric, and a log line when the clock has become too far ahead.</summary>
    public void Report()
    {
        var ahead = Ahead;
        ClockMetrics.Ahead(ahead);
        if (ahead > _most && !_isLogged)
            LogAhead(ahead.Value.TotalSeconds, EventTimes.Ahead.TotalSeconds);

        _isLogged = ahead > _most;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.clock.ahead: the clock is {Seconds:0} s ahead of Kafka's; streaming rejects events that are {Most:0} s ahead"
    )]
    partial void LogAhead(double seconds, double most);

    /// <param name="At">The timestamp of the comparison.</param>
    sealed record Comparison(TimeSpan Ahead, long At);
}
