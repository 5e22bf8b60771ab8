namespace Analytics.Local.Traffic;

/// <summary>Sends the events of <see cref="Visits.Visitors"/> to a collector at a steady rate, in batches over HTTP.</summary>
public sealed class TrafficSource : IDisposable
{
    static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(10);

    readonly TrafficOptions _options;
    readonly TimeProvider _clock;
    readonly EventSender _sender;
    readonly SiteTraffic[] _sites;

    public TrafficSource(TrafficOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _sender = new(options, clock);
        _sites = [.. KeyedSite.Of(options).Select(site => new SiteTraffic(site, options, clock))];
    }

    public TrafficCounts Counts => _sender.Counts;

    /// <summary>Sends until the time is over or it is canceled, then waits for the outstanding answers.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_tick, _clock);
        var began = _clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var elapsed = _clock.GetElapsedTime(began);
                var over = elapsed >= _options.For;
                var due = (long)((over ? _options.For!.Value : elapsed).TotalSeconds * _options.Rate);
                while (Counts.Sent < due)
                {
                    await _sender.SlotAsync(stopping);
                    var site = _sites.MinBy(site => site.Progress)!;
                    _sender.Send(site.Take((int)Math.Min(_options.BatchSize, due - Counts.Sent)), site.Key);
                }

                if (over)
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // Canceled: the requests in flight are still awaited.
        }

        await _sender.DrainAsync();
    }

    public void Dispose() => _sender.Dispose();
}
