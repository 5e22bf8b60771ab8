using System.Text.Json.Serialization;
using Analytics.Benchmarks.Reports;

namespace Analytics.Benchmarks.Batch;

/// <summary>The results of the batch benchmark.</summary>
sealed record BatchReport(DateTimeOffset At, Machine Machine, IReadOnlyList<JobRun> Runs)
{
    public string ToMarkdown() =>
        $"One run of each job, {At:yyyy-MM-dd HH:mm} UTC; nothing else "
        + $"ran.{Environment.NewLine}{Machine}{Environment.NewLine}{Environment.NewLine}"
        + MarkdownTable.Of(
            [
                "events",
                "job",
                "s",
                "s per million events",
                "CPU s of Spark per million events",
                "CPU s of PostgreSQL per million events",
                "peak memory of the driver, MiB",
            ],
            Runs.Select(run =>
                new[]
                {
                    $"{run.Events:N0}",
                    run.Name,
                    $"{run.Seconds:0.0}",
                    $"{run.Seconds / run.Events * 1e6:0.0}",
                    $"{run.CpuSeconds / run.Events * 1e6:0.0}",
                    $"{run.PostgresCpuSeconds / run.Events * 1e6:0.0}",
                    $"{run.PeakMiB:N0}",
                }
            )
        );
}

/// <summary>One run of a job.</summary>
/// <param name="Events">The events of the day in the lake.</param>
/// <param name="Name">The job, and what it found.</param>
/// <param name="Seconds">From the start of its process to its end.</param>
/// <param name="CpuSeconds">User and system time of the JVM and of the C# program.</param>
/// <param name="PostgresCpuSeconds">The same of PostgreSQL and all its backends.</param>
/// <param name="PeakMiB">The greatest resident set of the JVM.</param>
sealed record JobRun(long Events, string Name, double Seconds, double CpuSeconds, double PostgresCpuSeconds, double PeakMiB);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BatchReport))]
sealed partial class BatchReportJson : JsonSerializerContext;
