namespace Analytics.Collector.Processing;

enum EventStatus
{
    Ok,
    Warning,
    Duplicate,
    Rejected,
    Dropped,
    Retry,
}

/// <summary>The result of one event.</summary>
readonly record struct EventResult(int Index, string? MessageId, EventStatus Status, string? Code = null, string? Field = null)
{
    public bool IsAccepted => Status is EventStatus.Ok or EventStatus.Warning;
}
