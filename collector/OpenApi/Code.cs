namespace Analytics.Collector.OpenApi;

/// <summary>The kind of answer part in which a code occurs.</summary>
enum CodeKind
{
    /// <summary>A code in the problem that answers a whole request.</summary>
    Problem,

    /// <summary>A code in the result of one event that was kept as rejected and is not counted.</summary>
    Rejected,

    /// <summary>A code in the result of one event that was stored after a correction.</summary>
    Warning,

    /// <summary>A code in the result of one event that was not stored; in the metrics also of one that was stored anonymized.</summary>
    Dropped,
}

/// <summary>One documented code.</summary>
/// <param name="Status">The HTTP status, when it is always the same.</param>
sealed record Code(string Name, CodeKind Kind, int? Status, string Meaning, string Remedy)
{
    /// <summary>Returns its row in the table of the README.</summary>
    public string Row => $"| `{Name}` | {Kind.ToString().ToLowerInvariant()} | {Status} | {Meaning} | {Remedy} |";
}
