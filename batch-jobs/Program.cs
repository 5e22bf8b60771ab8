using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;

return await BatchCommand.RunAsync(
    args,
    [ReprocessJob.Command(), ReplayJob.Command(), EraseJob.Command(), CompactJob.Command(), RetentionJob.Command()]
);
