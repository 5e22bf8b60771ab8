using System.Globalization;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The collector's counts so far, from its /metrics.</summary>
static class CollectorCounts
{
    static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public static async Task<long> AcceptedAsync(string url, CancellationToken stopping) => (await TakeAsync(url, stopping)).Accepted;

    /// <summary>Returns the events accepted, and those written to the spool.</summary>
    public static async Task<(long Accepted, long Spooled)> TakeAsync(string url, CancellationToken stopping)
    {
        var metrics = await _http.GetStringAsync(new Uri($"{url}/metrics"), stopping);
        return (Sum(metrics, "collector_event_accepted_total"), Sum(metrics, "collector_spool_appended_total"));
    }

    /// <summary>Returns the sum of a counter over its labels; 0 when the counter is absent.</summary>
    public static long Sum(string metrics, string counter) =>
        (long)
            metrics
                .Split('\n')
                .Where(line =>
                    line.StartsWith(counter, StringComparison.Ordinal) && line.Length > counter.Length && line[counter.Length] is '{' or ' '
                )
                .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
