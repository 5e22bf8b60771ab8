using Npgsql;

namespace Analytics.Local.Figures;

/// <summary>How old the newest visible event is, asked again and again: what a watcher of a dashboard sees, in milliseconds.</summary>
public sealed class AgeProbe(WarehouseFigures warehouse, TimeProvider clock, TimeSpan period)
{
    // An hour at 25 ms.
    const int Kept = 144_000;

    readonly Queue<double> _ages = [];
    readonly Lock _reading = new();

    /// <summary>The newest figure; null before the first.</summary>
    public double? Latest { get; private set; }

    /// <summary>Probes until it is canceled. A database that does not answer is asked again: the age goes on growing.</summary>
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

    /// <summary>Forgets what it has seen: a measurement begins.</summary>
    public void Reset()
    {
        lock (_reading)
            _ages.Clear();
    }

    /// <param name="share">0.5 for the median, 0.99, 1 for the largest.</param>
    /// <returns>Milliseconds; NaN when nothing was seen.</returns>
    public double Percentile(double share)
    {
        lock (_reading)
            return Figures.Percentile.Of(_ages, share);
    }

    async Task ProbeAsync(CancellationToken stopping)
    {
        try
        {
            if (await warehouse.NewestEventAsync(stopping) is not { } newest)
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
            // Down or restarting: the next probe tells.
        }
    }
}
