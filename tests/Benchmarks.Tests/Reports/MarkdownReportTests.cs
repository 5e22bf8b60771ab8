using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests.Reports;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Shows_contenders_side_by_side_with_ratios_to_the_first()
    {
        var page = MarkdownReport.Of(
            Sample.Report(Sample.Result("one", null, Sample.Run(age: 100)), Sample.Result("two", null, Sample.Run(age: 50)))
        );

        Assert.Contains("|  | one | two |", page, StringComparison.Ordinal);
        Assert.Contains("| age of the newest event, p50 ms | 100 | 50 (0.50 x) |", page, StringComparison.Ordinal);
        Assert.Contains("| events accepted /s | 500 | 500 |", page, StringComparison.Ordinal);
        Assert.Contains("| every event counted once | yes | yes |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Each step", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Compares_each_step_with_the_one_before()
    {
        var page = MarkdownReport.Of(
            Sample.Report(
                Sample.Result("first", null, Sample.Run(age: 200)),
                Sample.Result("second", "first", Sample.Run(age: 100)),
                Sample.Result("third", "second", Sample.Run(age: 75))
            )
        );

        Assert.Contains("| first | what first is | 200 |", page, StringComparison.Ordinal);
        Assert.Contains("| second | what second is | 100 (-50 %) |", page, StringComparison.Ordinal);
        Assert.Contains("| third | what third is | 75 (-25 %) |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_who_failed_and_who_lost_events()
    {
        var failed = Sample.Result("broken", null);
        failed.Failures.Add("it ended by itself");
        var lossy = Sample.Result("lossy", null, Sample.Run() with { Wrong = "counted 9 of 10" });
        var report = Sample.Report(Sample.Result("good", null, Sample.Run(age: 100)), failed, lossy);
        var page = MarkdownReport.Of(report);

        Assert.Contains("| every event counted once | yes | **failed** | **no** |", page, StringComparison.Ordinal);
        Assert.Contains("**failed**: it ended by itself", page, StringComparison.Ordinal);
        Assert.Contains("**not exact**: counted 9 of 10", page, StringComparison.Ordinal);
        Assert.False(report.IsGood);
    }

    [Fact]
    public void Every_row_of_a_table_has_as_many_cells_as_its_head()
    {
        var page = MarkdownReport.Of(
            Sample.Report(Sample.Result("one", null, Sample.Run()), Sample.Result("two", "one", Sample.Run()), Sample.Result("none", null))
        );
        foreach (var table in page.Split($"{Environment.NewLine}{Environment.NewLine}").Where(part => part.StartsWith('|')))
        {
            Assert.Single(
                table
                    .Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
                    .Select(row => row.Count(letter => letter == '|'))
                    .Distinct()
            );
        }
    }
}
