namespace Analytics.Collector.OpenApi;

/// <summary>Where a code occurs.</summary>
enum CodeKind
{
    /// <summary>In the problem that answers a whole request.</summary>
    Problem,

    /// <summary>In the result of one event that was kept as rejected and is not counted.</summary>
    Rejected,

    /// <summary>In the result of one event that was stored after a correction.</summary>
    Warning,

    /// <summary>In the result of one event that was not stored; in the metrics also for one that was stored anonymized.</summary>
    Dropped,
}

/// <summary>One documented code.</summary>
/// <param name="Status">The HTTP status, when it is always the same.</param>
sealed record Code(string Name, CodeKind Kind, int? Status, string Meaning, string Remedy)
{
    /// <summary>Returns its row in the table of the README.</summary>
    public string Row => $"| `{Name}` | {Kind.ToString().ToLowerInvariant()} | {Status} | {Meaning} | {Remedy} |";
}
