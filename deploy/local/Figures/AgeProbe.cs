using Npgsql;

namespace Analytics.Local.Figures;

/// <summary>Measures repeatedly how old the newest visible event is, as a viewer of a dashboard sees it, in milliseconds.</summary>
/// <param name="query">The query whose commits make the event visible.</param>
public sealed class AgeProbe(WarehouseFigures warehouse, string query, TimeProvider clock, TimeSpan period)
{
    // An hour at 25 ms.
    const int Kept = 144_000;

    readonly Queue<double> _ages = [];
    readonly Lock _reading = new();

    /// <summary>The newest age; null before the first.</summary>
    public double? Latest { get; private set; }

    /// <summary>Probes until it is canceled. A database that does not answer is asked again, and the age keeps growing.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await ProbeAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    /// <summary>Discards earlier ages, so that a measurement begins.</summary>
    public void Reset()
    {
        lock (_reading)
            _ages.Clear();
    }

    /// <param name="share">0.5 for the median, 0.99, 1 for the largest.</param>
    /// <returns>Milliseconds; NaN without any age.</returns>
    public double Percentile(double share)
    {
        lock (_reading)
            return Figures.Percentile.Of(_ages, share);
    }

    async Task ProbeAsync(CancellationToken stopping)
    {
        try
        {
            if (await warehouse.NewestEventAsync(query, stopping) is not { } newest)
                return;
            var age = Math.Max(0, (clock.GetUtcNow() - newest).TotalMilliseconds);
            Latest = age;
            lock (_reading)
            {
                if (_ages.Count == Kept)
                    _ages.Dequeue();
                _ages.Enqueue(age);
            }
        }
        catch (NpgsqlException)
        {
            // The database is down or restarting; the next probe tries again.
        }
    }
}
