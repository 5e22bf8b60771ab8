using System.Text.Json;
using Analytics.Benchmarks.Contenders;
using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Processes;
using Analytics.Benchmarks.Reports;
using Analytics.Hosting;
using Analytics.Local.Components;
using Analytics.Local.Kafka;
using Analytics.Local.Stack;

namespace Analytics.Benchmarks.Idle;

/// <summary>Measures the default stack without traffic.</summary>
sealed class IdleBenchmark(TimeSpan settle, TimeSpan window, ReportFiles files, IProgress<string> progress)
{
    static readonly string _folder = LocalStackOptions.Named("benchmark").Folder;

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using var mine = await BenchmarkLock.TryTakeAsync(_folder);
        if (mine is null)
            return ExitCodes.InUse;

        try
        {
            var report = await MeasureAsync(stopping);
            files.Write(JsonSerializer.Serialize(report, IdleJson.Default.IdleReport), report.Markdown());
            await Console.Out.WriteLineAsync(report.Markdown());
            return ExitCodes.Done;
        }
        catch (FileNotFoundException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Unavailable;
        }
        catch (Exception error) when (error is ComponentException or BenchmarkException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCodes.Failed;
        }
    }

    async Task<IdleReport> MeasureAsync(CancellationToken stopping)
    {
        var clock = TimeProvider.System;
        var hashRate = Calibration.HashRate(clock);
        var contender = AllContenders.Of(["default"])[0];
        var load = new Load(Rate: 0, Visitors: 0, Warm: settle, window, Runs: 1, WarmBatches: 200, KafkaTopics.EventPartitions);
        await using var stack = await ContenderStack.StartAsync(contender, load, Path.Combine(_folder, "idle"), progress, stopping);
        progress.Report($"settling for {settle.TotalSeconds:0} s, then measuring for {window.TotalSeconds:0} s");
        await Task.Delay(settle, clock, stopping);
        var parts = stack.Processes();
        var before = CpuReading.Take(clock, parts);
        await Task.Delay(window, clock, stopping);
        stack.CheckAlive();
        var after = CpuReading.Take(clock, parts);
        var (cores, memory) = (after.CoresSince(before), Memory.Of(parts));
        return new(
            before.At,
            Machine.Describe(),
            hashRate,
            settle.TotalSeconds,
            window.TotalSeconds,
            [.. parts.Select(part => part.Name).Distinct().Select(name => new IdlePart(name, cores[name], memory[name]))]
        );
    }
}
