using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;

return await BatchCommand.RunAsync(
    args,
    new Dictionary<string, (string What, Func<BatchSettings, Progress, int> Run)>
    {
        ["compact"] = (
            "One file a closed day in the lake, old files removed; partitions of the warehouse made ahead and dropped.",
            CompactJob.Run
        ),
    }
);
