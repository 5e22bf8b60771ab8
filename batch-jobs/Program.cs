using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;

return await BatchCommand.RunAsync(args, [CompactJob.Command(), ReportJob.Command()]);
