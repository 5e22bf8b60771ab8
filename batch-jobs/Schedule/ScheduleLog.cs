using Microsoft.Extensions.Logging;

namespace Analytics.BatchJobs.Schedule;

/// <summary>The messages of the schedule.</summary>
sealed partial class ScheduleLog(ILogger log)
{
    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.run.started: {Job} run:{Run}, for {Time:u}, {Late} late")]
    public partial void Started(string job, string run, DateTimeOffset time, TimeSpan late);

    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.run.ended: {Job} run:{Run}, exit {Exit}: {Message}")]
    public partial void Ended(string job, string run, int exit, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "schedule.run.stopping: {Job} run:{Run}: {Reason}")]
    public partial void Stopping(string job, string run, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "schedule.worker.not_ready: {Reason}")]
    public partial void NotReady(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "schedule.worker.refused: another schedule runs: {Holder}")]
    public partial void Held(string holder);

    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.worker.stopping: runs under way: {Runs}")]
    public partial void Stopped(int runs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "schedule.push.failed: {Reason}")]
    public partial void PushFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "schedule.push.resumed: pushes arrive again")]
    public partial void PushWorks();
}
