using Analytics.Contracts;
using Analytics.Local.Figures;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The probes of one contender: the live numbers every 10 ms, sessions and dimensions every 50 ms.</summary>
sealed class AgeProbes : IAsyncDisposable
{
    /// <summary>The application name of the probes' one connection.</summary>
    public const string Name = "benchmark probe";

    static readonly TimeSpan _livePeriod = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan _sessionsPeriod = TimeSpan.FromMilliseconds(50);

    readonly WarehouseFigures _warehouse;
    readonly CancellationTokenSource _over = new();
    readonly Task _running;

    /// <param name="connectionString">The connection string of PostgreSQL's administrator.</param>
    public AgeProbes(string connectionString, TimeProvider clock)
    {
        // A prepared statement keeps their cost low.
        _warehouse = new($"{connectionString};Application Name={Name};Maximum Pool Size=1;Max Auto Prepare=4");
        Live = new(_warehouse, QueryNames.LiveMetrics, clock, _livePeriod);
        Sessions = new(_warehouse, QueryNames.Sessions, clock, _sessionsPeriod);
        _running = Task.WhenAll(Live.RunAsync(_over.Token), Sessions.RunAsync(_over.Token));
    }

    public AgeProbe Live { get; }

    /// <summary>Has no ages when the query does not run.</summary>
    public AgeProbe Sessions { get; }

    /// <summary>Discards earlier ages, so that a measurement begins.</summary>
    public void Reset()
    {
        Live.Reset();
        Sessions.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        await _warehouse.DisposeAsync();
        _over.Dispose();
    }
}
