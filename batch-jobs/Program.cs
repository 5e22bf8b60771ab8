using System.CommandLine;
using Analytics.BatchJobs.Jobs;
using Analytics.BatchJobs.Settings;

Command[] jobs = [CompactJob.Command()];
return await BatchCommand.RunAsync(args, [.. jobs, ScheduleJob.Command(jobs)]);
