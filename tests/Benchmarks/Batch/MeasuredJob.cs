using System.Diagnostics;
using System.Globalization;
using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Processes;
using Analytics.Local.Processes;

namespace Analytics.Benchmarks.Batch;

/// <summary>Runs ./spark-submit.sh and reads the use of its processes until it ends.</summary>
static class MeasuredJob
{
    static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);

    /// <param name="events">The events of the day in the lake.</param>
    /// <param name="name">The name of the run in the table.</param>
    /// <param name="arguments">The arguments of spark-submit.sh.</param>
    /// <param name="environment">The settings of the job.</param>
    /// <param name="postgres">The first process of PostgreSQL.</param>
    /// <param name="log">The file that gets the output.</param>
    /// <exception cref="BenchmarkException">The job did not end with 0.</exception>
    public static async Task<JobRun> RunAsync(
        long events,
        string name,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        int postgres,
        string log,
        CancellationToken stopping
    )
    {
        var start = new ProcessStartInfo(
            "bash",
            ["-c", "exec \"$0\" \"$@\" > \"$LOG\" 2>&1", Path.Combine(Repository.Root, "spark-submit.sh"), .. arguments]
        );
        start.Environment["LOG"] = log;
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;

        var began = Stopwatch.StartNew();
        using var job = Process.Start(start)!;
        var (cpu, peak) = (0.0, 0.0);
        var before = ProcessTree.Read().CpuSeconds(postgres);
        try
        {
            var ended = job.WaitForExitAsync(stopping);
            while (await Task.WhenAny(ended, Task.Delay(_look, stopping)) != ended)
            {
                cpu = Math.Max(cpu, ProcessTree.Read().CpuSeconds(job.Id));
                peak = Math.Max(peak, PeakMiB(job.Id));
            }

            await ended;
        }
        finally
        {
            if (!job.HasExited)
                job.Kill(entireProcessTree: true);
        }

        return job.ExitCode == 0
            ? new JobRun(events, name, began.Elapsed.TotalSeconds, cpu, ProcessTree.Read().CpuSeconds(postgres) - before, peak)
            : throw new BenchmarkException($"{name} ended with {job.ExitCode}: {log}");
    }

    // proc(5): "VmHWM:   123456 kB", the peak of the resident set. The script becomes the JVM by exec.
    static double PeakMiB(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // The process has just ended.
        }
    }
}
