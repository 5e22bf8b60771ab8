using System.Runtime.InteropServices;
using Analytics.Contracts;
using Analytics.SparkBinding;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Queries;

/// <summary>
/// Lowers the priority of the archive and of historical events, which commit every 10 s, of sessions, which commit every second, and of the
/// JVM's optimizing compiler, which is busy for minutes. Small batches of the merges run in their streams' threads, so the tasks are the
/// archive's and those of batches that catch up. Without this a commit of the archive delays the live numbers by a second. It works only
/// for a local master on Linux, where the tasks' threads are the JVM's; elsewhere it does nothing.
/// </summary>
/// <param name="isWarm">False while the JVM warms up, which waits for its compiler.</param>
sealed partial class BackgroundPriority(int jvm, int nice, Func<bool> isWarm, TimeProvider clock, ILogger log)
{
    const string Compiler = "C2 CompilerThre";

    /// <summary>
    /// The thread names as the kernel truncates them, to 15 characters: "Executor task launch worker ...", "C2 CompilerThread0", and the
    /// streams of the archive, of sessions and of historical events.
    /// </summary>
    static readonly string[] _names =
    [
        "Executor task l",
        Compiler,
        QueryNames.LakeArchive,
        QueryNames.Sessions,
        QueryNames.HistoricalMetrics[..15],
    ];

    /// <summary>The value of setpriority's PRIO_PROCESS, which means a thread on Linux.</summary>
    const int PrioProcess = 0;

    static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    readonly HashSet<int> _seen = [];

    /// <returns>Null when there is nothing to do; without lean evaluation the live query runs as tasks too.</returns>
    public static BackgroundPriority? Of(JobContext context, Func<bool> isWarm)
    {
        var settings = context.Settings;
        if (
            settings.BackgroundNice == 0
            || !settings.Lean
            || !OperatingSystem.IsLinux()
            || !context.Session.SparkContext.Reference.Invoke<string>("master").StartsWith("local", StringComparison.Ordinal)
        )
        {
            return null;
        }

        using var process = (JvmObjectReference)Jvm.CallStatic("java.lang.ProcessHandle", "current")!;
        return new BackgroundPriority((int)process.Invoke<long>("pid"), settings.BackgroundNice, isWarm, context.Clock, context.Log);
    }

    /// <summary>Lowers the priority of new threads once a second until stopped, since Spark creates threads on demand.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_period, clock);
        try
        {
            do Lower();
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (DirectoryNotFoundException)
        {
            // The JVM has ended, and this process ends soon.
        }
    }

    /// <returns>The ids of the threads whose priority is lowered.</returns>
    public IReadOnlyCollection<int> Lower()
    {
        foreach (var folder in Directory.EnumerateDirectories($"/proc/{jvm}/task"))
        {
            var thread = int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture);
            if (_seen.Contains(thread) || !IsBackground(folder))
                continue;

            _seen.Add(thread);
            if (SetPriority(PrioProcess, (uint)thread, nice) != 0)
                LogRefused(Marshal.GetLastPInvokeErrorMessage());
        }

        return _seen;
    }

    bool IsBackground(string folder)
    {
        try
        {
            var name = File.ReadAllText($"{folder}/comm").TrimEnd();
            return _names.Contains(name) && (name != Compiler || isWarm());
        }
        catch (IOException)
        {
            return false; // The thread has just ended.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "stream.priority.refused: a thread keeps its priority: {Reason}")]
    partial void LogRefused(string reason);

    [DllImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int SetPriority(int which, uint who, int nice);
}
