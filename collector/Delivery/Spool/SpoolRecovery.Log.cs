namespace Analytics.Collector.Delivery.Spool;

/// <content>The log lines of an opening.</content>
sealed partial class SpoolRecovery
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "collector.spool.recovered: {Events} events in {Bytes} bytes that Kafka has not acknowledged"
    )]
    partial void LogRecovered(int events, long bytes);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "collector.spool.truncated: {Name} ends with {Bytes} bytes that were never acknowledged; they are dropped"
    )]
    partial void LogTruncated(string name, long bytes);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.corrupt: {Name} is damaged from byte {From} to {To}; its events may be lost; the bytes are in {Aside}"
    )]
    partial void LogCorrupt(string name, long from, long to, string aside);

    [LoggerMessage(Level = LogLevel.Error, Message = "collector.spool.unreadable: {Name} cannot be read from byte {At} on: {Reason}")]
    partial void LogUnreadable(string name, long at, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.unreadable: {Name} cannot be read from byte {At} on; the events before are drained, then it is kept "
            + "whole as {Aside}; check the disk, and see the spool's README to drain the rest: {Reason}"
    )]
    partial void LogUnreadableSegment(string name, long at, string aside, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "collector.spool.corrupt: the damaged bytes of {Name} could not be kept aside: {Reason}"
    )]
    partial void LogNotKept(string name, string reason);
}
