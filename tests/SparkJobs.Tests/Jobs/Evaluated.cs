using System.Text;
using Prometheus;

namespace SparkJobs.Tests.Jobs;

/// <summary>Reads where batches were evaluated, as /metrics serves it.</summary>
static class Evaluated
{
    /// <summary>Returns how many batches of a query were evaluated over all executors, by every test so far.</summary>
    public static async Task<double> OverExecutorsAsync(string query)
    {
        using var page = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(page);
        var line = Encoding
            .UTF8.GetString(page.ToArray())
            .Split('\n')
            .FirstOrDefault(line =>
                line.StartsWith($"stream_batch_evaluated_total{{query=\"{query}\",evaluation=\"executors\"}}", StringComparison.Ordinal)
            );
        return line is null ? 0 : double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
