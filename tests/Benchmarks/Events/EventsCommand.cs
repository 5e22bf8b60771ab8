using System.CommandLine;
using System.Text.Json;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Analytics.Benchmarks.Events;

/// <summary><c>events</c>: measures the cost of one event in the collector, step by step, with BenchmarkDotNet.</summary>
static class EventsCommand
{
    public static Command Create()
    {
        var output = new OutputOptions("events");
        var command = new Command(
            "events",
            "Times each step of one event within the collector and counts what it allocates. Exit codes: 0 done; 1 a benchmark "
                + "failed; 64 usage."
        );
        output.AddTo(command);

        command.SetAction(parsed => Run(output.Files(parsed)));
        return command;
    }

    static int Run(ReportFiles files)
    {
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(12))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "analytics-event-benchmarks"));
        var summary = BenchmarkRunner.Run<EventBenchmarks>(config);
        var steps = summary
            .Reports.Where(report => report.ResultStatistics is not null)
            .Select(report => new EventStep(
                report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
                report.ResultStatistics!.Mean,
                report.ResultStatistics.StandardError,
                report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0
            ))
            .ToList();
        var report = new EventsReport(TimeProvider.System.GetUtcNow(), Machine.Describe(), steps);
        var tables = Markdown(report);
        files.Write(JsonSerializer.Serialize(report, EventsJson.Default.EventsReport), tables);
        Console.Out.WriteLine(tables);
        return steps.Count == summary.BenchmarksCases.Length ? ExitCodes.Done : ExitCodes.Failed;
    }

    static string Markdown(EventsReport report) =>
        $"One event of about 330 bytes, {report.At:yyyy-MM-dd HH:mm} "
        + $"UTC.{Environment.NewLine}{report.Machine}{Environment.NewLine}{Environment.NewLine}"
        + MarkdownTable.Of(
            ["step", "ns", "± ns", "bytes allocated", "share of the time"],
            report.Steps.Select(step =>
                (string[])
                    [
                        step.Name,
                        $"{step.Nanoseconds:N0}",
                        $"{step.Error:N0}",
                        $"{step.AllocatedBytes:N0}",
                        $"{100 * step.Nanoseconds / report.Steps[^1].Nanoseconds:0} %",
                    ]
            )
        );
}
