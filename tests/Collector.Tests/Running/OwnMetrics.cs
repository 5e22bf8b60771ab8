using System.Text;
using Prometheus;

namespace Collector.Tests.Running;

/// <summary>The metrics of this process, for tests that run the collector's code in it.</summary>
static class OwnMetrics
{
    /// <summary>Returns the lines of Prometheus' text.</summary>
    public static async Task<string[]> LinesAsync()
    {
        using var text = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray()).Split('\n');
    }
}
