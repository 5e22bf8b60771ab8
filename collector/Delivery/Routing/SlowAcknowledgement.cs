using Analytics.Collector.Delivery.Spool;

namespace Analytics.Collector.Delivery.Routing;

/// <summary>
/// The time after which an acknowledgement counts as slow: twice that of 99 of 100 of the last ones, but at least Spool:FailoverAfter,
/// and at most three times as long. On a busy machine Kafka is slower, which is no reason to use the disk.
/// </summary>
sealed class SlowAcknowledgement(SpoolOptions options)
{
    const int Multiple = 2;
    const int Most = 3;
    const int Remembered = 1000;
    const int BetweenLooks = 100;
    readonly TimeSpan[] _last = new TimeSpan[Remembered];
    long _count;

    public TimeSpan After { get; private set; } = options.FailoverAfter;

    /// <summary>Notes how long Kafka took to acknowledge a request.</summary>
    public void Took(TimeSpan time)
    {
        _last[_count++ % Remembered] = time;
        if (_count % BetweenLooks != 0)
            return;

        var sorted = _last[..(int)Math.Min(_count, Remembered)];
        Array.Sort(sorted);
        var slow = Multiple * sorted[(sorted.Length * 99 / 100) - 1];
        After = TimeSpan.FromTicks(Math.Clamp(slow.Ticks, options.FailoverAfter.Ticks, Most * options.FailoverAfter.Ticks));
    }

    public void Forget() => (_count, After) = (0, options.FailoverAfter);
}
