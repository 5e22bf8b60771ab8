using System.Globalization;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The files of the runs' output: <c>JOB/TIME-RUN.log</c>, with the time of the schedule.</summary>
sealed class RunLogs(string folder)
{
    public string PathOf(string job, string runId, DateTimeOffset scheduledFor) =>
        Path.Combine(
            folder,
            job,
            string.Create(CultureInfo.InvariantCulture, $"{scheduledFor.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{runId}.log")
        );

    /// <summary>Removes all but the newest files of a job.</summary>
    public void Prune(string job, int kept)
    {
        if (!Directory.Exists(Path.Combine(folder, job)))
            return;

        foreach (var old in Directory.GetFiles(Path.Combine(folder, job), "*.log").OrderDescending(StringComparer.Ordinal).Skip(kept))
            File.Delete(old);
    }
}
