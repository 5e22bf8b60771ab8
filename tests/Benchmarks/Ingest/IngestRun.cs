using Analytics.Benchmarks.Ingest.Sending;

namespace Analytics.Benchmarks.Ingest;

/// <summary>The figures of one window.</summary>
/// <param name="Sent">The generator's counts.</param>
/// <param name="Events">The number of events accepted in the window.</param>
/// <param name="CpuSeconds">The CPU seconds of each process.</param>
sealed record IngestRun(SendResult Sent, long Events, IReadOnlyDictionary<string, double> CpuSeconds)
{
    public double EventsPerSecond => Events / Sent.Seconds;

    /// <summary>Returns a process's CPU seconds for a million events; null when the process took no part.</summary>
    public double? CpuPerMillion(string process) =>
        Events > 0 && CpuSeconds.TryGetValue(process, out var seconds) ? seconds * 1_000_000 / Events : null;
}

/// <summary>All windows of one server under one load.</summary>
/// <param name="Most">The windows in which each connection sends as soon as it is answered; they show the throughput.</param>
/// <param name="Half">The windows on a schedule of half the goal; they show the latency.</param>
sealed record IngestResult(string Server, string Load, List<IngestRun> Most, List<IngestRun> Half);
