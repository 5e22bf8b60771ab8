namespace Analytics.Collector.Delivery.Spool;

/// <content>Tries a failed disk, and says whether it works.</content>
sealed partial class SpoolWriter
{
    void TryDisk()
    {
        try
        {
            spool.Probe();
            Say(null);
        }
        catch (Exception failure) when (SpoolLog.IsRefusal(failure))
        {
            Say(failure);
        }
    }

    void Say(Exception? refused)
    {
        if (refused is not null && _unhealthyReason is null)
            LogFailed(refused.Message);
        else if (refused is null && _unhealthyReason is not null)
            LogResumed();

        _unhealthyReason = refused?.Message;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "collector.spool.failed: the spool can take nothing until its disk works: {Reason}")]
    partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "collector.spool.resumed: the spool's disk takes events again")]
    partial void LogResumed();
}
