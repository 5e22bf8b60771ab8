using Analytics.Local.Traffic.Sites;

namespace Analytics.Local.Traffic.History;

/// <summary>Sends the visits of past days as historical events, as fast as the collector takes them.</summary>
/// <param name="options">The options of the traffic; both keys are those of servers, and the rate does not count.</param>
/// <param name="past">The length of the past; it begins at midnight UTC.</param>
/// <param name="events">The number of events of all days.</param>
public sealed class HistorySource(TrafficOptions options, TimeSpan past, long events, TimeProvider clock) : IDisposable
{
    readonly EventSender _sender = new(options, clock);

    public TrafficCounts Counts => _sender.Counts;

    /// <summary>Sends everything, then waits for the outstanding answers.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            foreach (var (site, key, share) in KeyedSite.Of(options))
            {
                foreach (var batch in Visits(site).Events((long)Math.Round(events * share)).Chunk(options.BatchSize))
                {
                    await _sender.SlotAsync(stopping);
                    _sender.Send([.. batch], key);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Canceled: the requests in flight are still awaited.
        }

        await _sender.DrainAsync();
    }

    public void Dispose() => _sender.Dispose();

    PastVisits Visits(Site site)
    {
        var now = clock.GetUtcNow();
        var from = new DateTimeOffset((now - past).UtcDateTime.Date, TimeSpan.Zero);
        return new(Shop.Embedded, site, from, now, options.Seed);
    }
}
