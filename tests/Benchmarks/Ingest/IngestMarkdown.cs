using System.Text;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Ingest;

/// <summary>Writes the report as tables: one for each load, with the servers side by side.</summary>
static class IngestMarkdown
{
    const string Ceiling = "bare";

    public static string Of(IngestReport report)
    {
        var page = new StringBuilder();
        page.AppendLine(
            $"Windows of {report.Seconds:0.#} s, {(report.Runs == 1 ? "one run" : $"medians of {report.Runs} runs")},"
                + $" {report.At:yyyy-MM-dd HH:mm} UTC. The ratio is to the bare Kestrel."
        );
        page.AppendLine(report.Machine.ToString()).AppendLine();
        foreach (var load in report.Loads)
            page.Append(Table(report, load));
        foreach (var missing in report.Missing)
            page.AppendLine($"- {missing}");
        return page.ToString();
    }

    static string Table(IngestReport report, IngestLoad load)
    {
        var results = report.Results.Where(result => result.Load == load.Name).ToList();
        var processes = results
            .SelectMany(result => result.Most)
            .SelectMany(run => run.CpuSeconds.Keys)
            .Distinct()
            .Where(process => process is "kafka" or "generator")
            .Order(StringComparer.Ordinal);
        var body = Median.Of(results.SelectMany(result => result.Half).Select(run => (double?)run.Sent.BodyBytes));
        List<(string Name, Func<IngestResult, double?> Of, int Digits)> rows =
        [
            ("events /s at most", result => Median.Of(result.Most.Select(run => (double?)run.EventsPerSecond)), 0),
            (
                $"CPU s of the server per million events",
                result => Median.Of(result.Most.Select(run => run.CpuPerMillion(result.Server))),
                1
            ),
            .. processes.Select(process =>
                ((string, Func<IngestResult, double?>, int))
                    (
                        $"CPU s of {(process == "kafka" ? "Kafka" : "the generator")} per million events",
                        result => Median.Of(result.Most.Select(run => run.CpuPerMillion(process))),
                        1
                    )
            ),
            ($"p50 ms at {load.Goal / 2:N0} events/s", result => Median.Of(result.Half.Select(run => (double?)run.Sent.P50)), 2),
            ("p99 ms", result => Median.Of(result.Half.Select(run => (double?)run.Sent.P99)), 2),
            ("max ms", result => Median.Of(result.Half.Select(run => (double?)run.Sent.Max)), 1),
            (
                "share of the schedule kept, %",
                result =>
                    Median.Of(
                        result.Half.Select(run =>
                            (double?)(100.0 * run.Sent.Answered / (run.Sent.Answered + run.Sent.Failed + run.Sent.Missed))
                        )
                    ),
                1
            ),
        ];
        var ceiling = results.Find(result => result.Server == Ceiling);
        var table = MarkdownTable.Of(
            [load.Name, .. results.Select(result => result.Server)],
            rows.Select(row =>
                (string[])
                    [
                        row.Name,
                        .. results.Select(result =>
                            MarkdownTable.Cell(row.Of(result), ceiling is null || result == ceiling ? null : row.Of(ceiling), row.Digits)
                        ),
                    ]
            )
        );
        var how = load.Events == 1 ? "One event a request" : $"{load.Events} events a request";
        return $"{how}, {body:N0} bytes{(load.Gzip ? " as sent (gzip)" : "")}, {load.Connections} connections. "
            + $"Goal: {load.Goal:N0} events/s, p99 <= 25 ms at half of it.{Environment.NewLine}{Environment.NewLine}{table}";
    }
}
