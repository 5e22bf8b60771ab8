using System.Globalization;
using System.Text;
using Prometheus;

namespace SparkJobs.Tests;

/// <summary>The metrics of this process as Prometheus would read them.</summary>
static class ExportedMetrics
{
    public static async Task<IReadOnlyList<string>> LinesAsync()
    {
        using var page = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(page, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(page.ToArray()).Split('\n');
    }

    /// <summary>The value of one series, which must be there.</summary>
    /// <param name="series">The name, with its labels as they are exported.</param>
    public static async Task<double> ValueAsync(string series) =>
        double.Parse(
            Assert.Single(await LinesAsync(), line => line.StartsWith($"{series} ", StringComparison.Ordinal))[(series.Length + 1)..],
            CultureInfo.InvariantCulture
        );
}
