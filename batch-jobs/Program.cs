using System.CommandLine;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;

Command[] jobs =
[
    ReprocessJob.Command(),
    ReportJob.Command(),
    ReplayJob.Command(),
    EraseJob.Command(),
    CompactJob.Command(),
    RetentionJob.Command(),
];
return await BatchCommand.RunAsync(args, [.. jobs, ScheduleJob.Command(jobs)]);
