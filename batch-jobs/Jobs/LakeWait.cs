using Analytics.BatchJobs.Runs;
using Analytics.BatchJobs.Sources;
using Analytics.Hosting;
using Analytics.Transforms;
using Microsoft.Spark.Extensions.Delta.Tables;

namespace Analytics.BatchJobs.Jobs;

/// <summary>Waits until the lake holds everything that the live numbers count.</summary>
static class LakeWait
{
    static readonly TimeSpan _period = TimeSpan.FromSeconds(2);

    /// <exception cref="JobException">The lake does not hold it within the limit.</exception>
    public static void Until(BatchRun run, LedgerSnapshot ledger, TimeSpan limit, CancellationToken stopping)
    {
        var began = run.Clock.GetTimestamp();
        var missing = Missing(run, ledger);
        if (missing.Count == 0)
            return;

        run.Step(
            "waiting for the lake",
            () =>
            {
                while (missing.Count > 0)
                {
                    if (run.Clock.GetElapsedTime(began) > limit)
                        throw Behind(limit, missing);

                    stopping.WaitHandle.WaitOne(_period); // Delta sends no notification of a commit.
                    stopping.ThrowIfCancellationRequested();
                    missing = Missing(run, ledger);
                }
            },
            () => missing is [var first, ..] ? first : "it has caught up"
        );
    }

    static IReadOnlyList<string> Missing(BatchRun run, LedgerSnapshot ledger) =>
        ledger.NotIn(DeltaTable.IsDeltaTable(run.Session, run.Lake.Events) ? LakeEnds.Newest(run.Session, run.Lake.Events) : null);

    static JobException Behind(TimeSpan limit, IReadOnlyList<string> missing) =>
        new(
            ExitCodes.Unavailable,
            $"""
            The lake has not caught up with the live numbers within {Duration.Text(limit)}:
              {string.Join("\n  ", missing)}
            What to do: see that lake-archive runs, then start this job again. --wait gives it more time.
            """
        );
}
