using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;

return await BatchCommand.RunAsync(
    args,
    new Dictionary<string, (string What, Func<BatchSettings, Progress, int> Run)>
    {
        ["compact"] = (
            "Compacts closed days of the lake and removes old files; creates and drops partitions of the warehouse.",
            CompactJob.Run
        ),
    }
);
