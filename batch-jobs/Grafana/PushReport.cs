namespace Analytics.BatchJobs.Grafana;

/// <summary>The result of one push of the queue.</summary>
sealed record PushReport
{
    public int Frames { get; init; }
    public int Annotations { get; init; }
    public int Kept { get; init; }

    /// <summary>Why the last one was kept; null when Grafana accepted all.</summary>
    public string? Reason { get; init; }

    public PushReport Add(string kind, int count, PushResult result) =>
        !result.IsDone ? this with { Kept = Kept + count, Reason = result.Reason }
        : kind == PushQueue.Live ? this with { Frames = Frames + count }
        : this with { Annotations = Annotations + count };

    /// <summary>The lines for people; none when nothing waited.</summary>
    public IEnumerable<string> Lines()
    {
        if (Frames + Annotations > 0)
            yield return $"Grafana: pushed, frames: {Frames}, annotations: {Annotations}";
        if (Kept > 0)
            yield return $"Grafana: kept for the next run: {Kept}, since {Reason}";
    }
}
