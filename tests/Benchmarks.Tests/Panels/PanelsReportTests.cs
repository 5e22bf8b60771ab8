using Analytics.Benchmarks.Panels;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests.Panels;

public sealed class PanelsReportTests
{
    [Fact]
    public void A_range_has_its_percentiles_beside_the_limit_and_names_the_slowest_panels()
    {
        var times = Enumerable.Range(1, 20).Select(ms => new PanelTime("24 h", $"panel {ms}", ms, ms * 2)).Reverse().ToArray();
        var report = new PanelsReport(DateTimeOffset.UnixEpoch, Machine.Describe(), "90,000 sessions of 90 closed days", times);

        var tables = report.ToMarkdown();

        Assert.Contains("90,000 sessions of 90 closed days", tables, StringComparison.Ordinal);
        Assert.Contains("| 24 h | 20 | 10 | 19 | 50 | 38 | panel 20 20; panel 19 19; panel 18 18 |", tables, StringComparison.Ordinal);
    }
}
