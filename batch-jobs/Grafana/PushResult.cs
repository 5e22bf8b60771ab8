namespace Analytics.BatchJobs.Grafana;

enum PushOutcome
{
    /// <summary>Grafana has it.</summary>
    Done,

    /// <summary>Grafana will not take it as it is: 400, 403, 404, a redirect. Another try would end the same.</summary>
    Refused,

    /// <summary>Grafana does not know the token, or there is none.</summary>
    Unauthorized,

    /// <summary>Grafana answered 500, as it also does for a body that it can't parse.</summary>
    Failed,

    /// <summary>Grafana does not answer, or the proxy before it answers 502, 503 or 504.</summary>
    Away,
}

/// <summary>The result of a push.</summary>
/// <param name="Reason">What was wrong and, where known, its remedy; null after a success. It never holds the token.</param>
readonly record struct PushResult(PushOutcome Outcome, string? Reason = null)
{
    public static PushResult Done { get; } = new(PushOutcome.Done);

    public bool IsDone => Outcome is PushOutcome.Done;

    /// <summary>True when other requests would fail in the same way now.</summary>
    public bool ConcernsAll => Outcome is PushOutcome.Away or PushOutcome.Unauthorized;
}
