using Analytics.Benchmarks.Ingest.Sending;

namespace Analytics.Benchmarks.Ingest;

/// <summary>What one window showed.</summary>
/// <param name="Sent">By the generator's account.</param>
/// <param name="Events">Events that were accepted in it.</param>
/// <param name="CpuSeconds">Of each process.</param>
sealed record IngestRun(SendResult Sent, long Events, IReadOnlyDictionary<string, double> CpuSeconds)
{
    public double EventsPerSecond => Events / Sent.Seconds;

    /// <summary>CPU seconds of a process for a million events; null when it took no part.</summary>
    public double? CpuPerMillion(string process) =>
        Events > 0 && CpuSeconds.TryGetValue(process, out var seconds) ? seconds * 1_000_000 / Events : null;
}

/// <summary>All windows of one server under one load.</summary>
/// <param name="Most">Each connection sends as soon as it is answered: how many events go through.</param>
/// <param name="Half">On schedule at half of the goal: how long an answer takes.</param>
sealed record IngestResult(string Server, string Load, List<IngestRun> Most, List<IngestRun> Half);
