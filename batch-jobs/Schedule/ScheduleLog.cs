using Microsoft.Extensions.Logging;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The messages of the schedule.</summary>
sealed partial class ScheduleLog(ILogger log)
{
    [LoggerMessage(1, LogLevel.Information, "schedule.run.started {Job} run:{Run}, for {Time:u}, {Late} late")]
    public partial void Started(string job, string run, DateTimeOffset time, TimeSpan late);

    [LoggerMessage(2, LogLevel.Information, "schedule.run.ended {Job} run:{Run}, exit {Exit}: {Message}")]
    public partial void Ended(string job, string run, int exit, string message);

    [LoggerMessage(3, LogLevel.Warning, "schedule.run.stopping {Job} run:{Run}: {Reason}")]
    public partial void Stopping(string job, string run, string reason);

    [LoggerMessage(4, LogLevel.Warning, "schedule.worker.troubled {Reason}")]
    public partial void Trouble(string reason);

    [LoggerMessage(5, LogLevel.Error, "schedule.worker.refused another schedule runs: {Holder}")]
    public partial void Held(string holder);

    [LoggerMessage(6, LogLevel.Information, "schedule.worker.stopping, runs under way: {Runs}")]
    public partial void Stopped(int runs);

    [LoggerMessage(7, LogLevel.Warning, "schedule.push.failed {Reason}")]
    public partial void PushFailed(string reason);

    [LoggerMessage(8, LogLevel.Information, "schedule.push.works again")]
    public partial void PushWorks();
}
