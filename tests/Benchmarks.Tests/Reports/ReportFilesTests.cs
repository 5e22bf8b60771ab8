using System.Text.Json;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Tests.Reports;

public sealed class ReportFilesTests
{
    [Fact]
    public void Replaces_the_part_of_a_page_that_holds_the_results() =>
        Assert.Equal(
            $"a <!-- results -->{Environment.NewLine}new <!-- /results --> z",
            ReportFiles.Replace("a <!-- results --> old <!-- /results --> z", "new ", "results")
        );

    [Fact]
    public void Refuses_a_page_without_that_part() =>
        Assert.Throws<InvalidDataException>(() => ReportFiles.Replace("a page", "new", "results"));

    [Fact]
    public void Writes_the_whole_report_as_JSON()
    {
        var text = JsonSerializer.Serialize(Sample.Report(Sample.Result("one", null, Sample.Run(age: 100))), ReportJson.Default.Report);
        var run = JsonDocument.Parse(text).RootElement.GetProperty("contenders")[0].GetProperty("runs")[0];
        Assert.Equal(100, run.GetProperty("age").GetProperty("p50").GetDouble());
        Assert.Equal(JsonValueKind.Null, run.GetProperty("wrong").ValueKind);
    }
}
