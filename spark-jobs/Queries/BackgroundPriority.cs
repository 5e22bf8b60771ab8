using System.Runtime.InteropServices;
using Analytics.Contracts;
using Analytics.SparkBinding;
using Microsoft.Extensions.Logging;
using Microsoft.Spark.Interop.Ipc;

namespace Analytics.SparkJobs.Queries;

/// <summary>
/// Lowers the priority of all work that the live numbers need not wait for. Small batches of the merges run in their streams' threads, so
/// the tasks are the archive's and those of batches that catch up. It works only for a local master on Linux, where the tasks' threads are
/// the JVM's; elsewhere it does nothing.
/// </summary>
/// <remarks>
/// The archive and historical events, which commit every 10 s, yield most: a commit would delay the live numbers by a second. Sessions and
/// the JVM's optimizing compiler, which is busy for minutes, yield half as much. The compiler has no less than sessions: on a full machine
/// it would wait for code that is slow for want of it.
/// </remarks>
sealed partial class BackgroundPriority(int jvm, int nice, TimeProvider clock, ILogger log)
{
    /// <summary>
    /// The threads that yield fully, by their names as the kernel truncates them, to 15 characters: "Executor task launch worker ...", and
    /// the streams of the archive and of historical events.
    /// </summary>
    static readonly string[] _most = ["Executor task l", QueryNames.LakeArchive, QueryNames.HistoricalMetrics[..15]];

    /// <summary>The threads that yield half as much: "C2 CompilerThread0", and the stream of sessions.</summary>
    static readonly string[] _half = ["C2 CompilerThre", QueryNames.Sessions];

    /// <summary>The value of setpriority's PRIO_PROCESS, which means a thread on Linux.</summary>
    const int PrioProcess = 0;

    static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    readonly HashSet<int> _seen = [];

    /// <returns>Null when there is nothing to do; without lean evaluation the live query runs as tasks too.</returns>
    public static BackgroundPriority? Of(JobContext context)
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
        return new BackgroundPriority((int)process.Invoke<long>("pid"), settings.BackgroundNice, context.Clock, context.Log);
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
            if (_seen.Contains(thread) || NiceOf(folder) is not { } lower)
                continue;

            _seen.Add(thread);
            if (SetPriority(PrioProcess, (uint)thread, lower) != 0)
                LogRefused(Marshal.GetLastPInvokeErrorMessage());
        }

        return _seen;
    }

    /// <summary>Returns the nice value of a thread that yields, null for the others.</summary>
    int? NiceOf(string folder)
    {
        try
        {
            var name = File.ReadAllText($"{folder}/comm").TrimEnd();
            return _most.Contains(name) ? nice
                : _half.Contains(name) ? (nice + 1) / 2
                : null;
        }
        catch (IOException)
        {
            return null; // The thread has just ended.
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "stream.priority.refused a thread keeps its priority: {Reason}")]
    partial void LogRefused(string reason);

    [DllImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int SetPriority(int which, uint who, int nice);
}
