using System.Globalization;

namespace Analytics.Benchmarks.Measuring;

/// <summary>The collector's counts so far, from its /metrics.</summary>
static class CollectorCounts
{
    static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public static async Task<long> AcceptedAsync(string url, CancellationToken stopping) =>
        Sum(await _http.GetStringAsync(new Uri($"{url}/metrics"), stopping), "collector_event_accepted_total");

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
