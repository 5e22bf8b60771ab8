using Analytics.Contracts;
using Analytics.SparkBinding;
using Analytics.SparkJobs.Queries;
using Analytics.SparkJobs.Sinks;
using Analytics.Transforms;

namespace Analytics.SparkJobs.WarmUp;

/// <summary>Commits synthetic events to a scratch table, so that the first real commits do not take half a minute.</summary>
static class LakeWarmUp
{
    const int RowsPerCommit = 5_000;

    public static void Run(JobContext context, int commits, CancellationToken stopping)
    {
        var scratch = Directory.CreateTempSubdirectory("analytics-scratch-");
        try
        {
            var path = context.Lake.LocalPath is null ? $"{context.Lake.Events}-scratch" : scratch.FullName;
            var classify = ClassifyEvents.ForLake();
            var tables = new LakeRows(new Topics(), new Dictionary<string, string>());
            for (var commit = 0; commit < commits && !stopping.IsCancellationRequested; commit++)
            {
                using var scope = Jvm.Scope();
                using var kept = new KeptRows(tables.Kept(classify.Apply(SyntheticRows.Of(context.Session, RowsPerCommit, context.Clock))));
                // The first commit overwrites a scratch table that an earlier start left on another file system.
                LakeSink.Writer(tables.Events(kept.Rows).Coalesce(1), commit == 0 ? "overwrite" : "append").Save(path);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
